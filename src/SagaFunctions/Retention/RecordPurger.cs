using DurableSagas.SagaFunctions.Bulk;
using DurableSagas.SagaFunctions.Bulk.Rows;
using DurableSagas.SagaFunctions.Messages;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Retention;

/// <summary>Removes what is no saga's and has expired: many rewinds with what came of each, and messages that were given up.</summary>
public sealed class RecordPurger(BulkTable rewinds, DeadMessageTable messages, IOptions<RetentionSettings> settings, TimeProvider time)
{
    internal delegate Task<int> Purge(DurableTaskClient client, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>What purges each table, and tells how much it removed.</summary>
    internal IReadOnlyList<(string Table, Purge Purge)> Tables =>
    [
        (BulkTable.Table, PurgeRewindsAsync),
        (DeadMessageTable.Table, (_, now, _, token) => messages.PurgeAsync(now - settings.Value.DeadMessages, token)),
    ];

    // Their instance knows whether they have ended: a row may lack its end for ever.
    private async Task<int> PurgeRewindsAsync(DurableTaskClient client, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var purged = 0;
        foreach (var id in await rewinds.BegunBeforeAsync(now - settings.Value.Rewinds, cancellationToken))
        {
            var instance = RewindSagas.InstanceOf(id);
            var found = await client.GetInstanceAsync(instance, cancellationToken);
            if (time.GetUtcNow() >= until)
            {
                break;
            }

            if (found is { IsCompleted: false })
            {
                continue;
            }

            await (found is null ? Task.CompletedTask : client.PurgeInstanceAsync(instance, cancellationToken));
            await rewinds.DeleteAsync(id, cancellationToken);
            purged++;
        }

        return purged;
    }
}
