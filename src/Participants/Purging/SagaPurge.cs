using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Outboxes;

namespace DurableSagas.Participants.Purging;

/// <summary>Deletes what the participant's kit keeps of a saga that has ended, in every partition that the saga touched.</summary>
/// <remarks>
/// The register says where; its row goes last, so that a purge that stops half-way is repeated. An event in the outbox is
/// owed to others whatever became of its saga: its partition is left in the register until the relay has sent it. A
/// semantic lock is columns of a business row, and is not a purge's to release.
/// </remarks>
public sealed class SagaPurge(TableServiceClient tables, SagaRegister register)
{
    /// <param name="saga">The instance id.</param>
    /// <param name="hasEnded">
    /// True when the saga has ended, longer ago than an attempt may last: without its rows a late forward call would be
    /// carried out as a new one.
    /// </param>
    /// <param name="cancellationToken">Ends the purge; it can be repeated.</param>
    /// <returns>How many rows were deleted.</returns>
    /// <exception cref="InvalidOperationException">The saga has not ended.</exception>
    public async Task<int> PurgeAsync(string saga, Func<string, CancellationToken, Task<bool>> hasEnded, CancellationToken cancellationToken)
    {
        var deleted = 0;

        foreach (var (name, partitionKey) in await register.FindAsync(saga, cancellationToken))
        {
            var table = tables.GetTableClient(name);
            deleted += await new BarrierPurge(table).PurgeAsync(partitionKey, saga, hasEnded, cancellationToken);

            if (!await Outbox.HasEventsAsync(table, partitionKey, saga, cancellationToken))
            {
                await register.RemoveAsync(saga, name, partitionKey, cancellationToken);
            }
        }

        return deleted;
    }
}
