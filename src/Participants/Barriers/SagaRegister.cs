using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Barriers;

/// <summary>Remembers which partitions a saga has touched, so that its rows can be purged without a scan.</summary>
/// <remarks>
/// A table of its own: PartitionKey is the saga, RowKey <c>{table}|{partition}</c>. A row is written before the first
/// barrier row that it leads to. It costs one write a forward call, which runs beside the call's own reads.
/// </remarks>
public sealed class SagaRegister(TableClient table)
{
    public const string Table = "SagaPartitions";

    private const string TableColumn = "Table";
    private const string PartitionColumn = "Partition";

    public Task AddAsync(string saga, string guardedTable, string partitionKey, CancellationToken cancellationToken) =>
        table.UpsertEntityAsync(
            new TableEntity(TableKey.Escape(saga), TableKey.Join(guardedTable, partitionKey))
            {
                [TableColumn] = guardedTable,
                [PartitionColumn] = partitionKey,
            },
            TableUpdateMode.Replace,
            cancellationToken);

    public async Task<IReadOnlyList<(string Table, string PartitionKey)>> FindAsync(string saga, CancellationToken cancellationToken)
    {
        var key = TableKey.Escape(saga);
        return await table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {key}"), cancellationToken: cancellationToken)
            .Select(row => (row.GetString(TableColumn), row.GetString(PartitionColumn)))
            .ToListAsync(cancellationToken);
    }

    public Task RemoveAsync(string saga, string guardedTable, string partitionKey, CancellationToken cancellationToken) =>
        table.DeleteEntityAsync(TableKey.Escape(saga), TableKey.Join(guardedTable, partitionKey), Azure.ETag.All, cancellationToken);
}
