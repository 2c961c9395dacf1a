using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Purging;

/// <summary>Deletes the barrier rows of a saga that has ended.</summary>
internal sealed class BarrierPurge(TableClient table)
{
    private const int TransactionSize = 100;

    /// <param name="partitionKey">One of the partitions that the saga's steps changed.</param>
    /// <exception cref="InvalidOperationException">The saga has not ended.</exception>
    public async Task<int> PurgeAsync(
        string partitionKey,
        string saga,
        Func<string, CancellationToken, Task<bool>> hasEnded,
        CancellationToken cancellationToken)
    {
        if (!await hasEnded(saga, cancellationToken))
        {
            throw new InvalidOperationException(
                $"Saga '{saga}' has not ended: its barrier rows in table '{table.Name}', partition '{partitionKey}', must stay.");
        }

        var first = TableKey.Join(BarrierRow.Mark, saga, string.Empty);
        var end = first[..^1] + (char)(TableKey.Separator + 1);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partitionKey} and RowKey ge {first} and RowKey lt {end}");
        var deleted = 0;

        await foreach (var page in table.QueryAsync<TableEntity>(filter, TransactionSize, ["PartitionKey", "RowKey"], cancellationToken).AsPages())
        {
            deleted += await DeleteAsync(page.Values, cancellationToken);
        }

        return deleted;
    }

    private async Task<int> DeleteAsync(IReadOnlyCollection<TableEntity> rows, CancellationToken cancellationToken)
    {
        if (rows.Count > 0)
        {
            await table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, Azure.ETag.All)),
                cancellationToken);
        }

        return rows.Count;
    }
}
