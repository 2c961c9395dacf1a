using System.Text.Json;
using Azure.Data.Tables;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Retention;

/// <summary>The purge's own view, in the table <c>RetentionRuns</c>: one row a run, newest first.</summary>
public sealed class RetentionRuns(TableServiceClient tables)
{
    public const string Table = "RetentionRuns";

    private const string Partition = "runs";
    private const string Run = "run";
    private const int Shown = 50;

    private readonly TableClient _table = tables.GetTableClient(Table);

    internal Task AddAsync(RetentionRun run, CancellationToken cancellationToken) => _table.UpsertEntityAsync(
        new TableEntity(Partition, $"{DateTimeOffset.MaxValue.Ticks - run.StartedAt.UtcTicks:D19}") { [Run] = JsonSerializer.Serialize(run, SagaJson.Options) },
        TableUpdateMode.Replace,
        cancellationToken);

    /// <summary>The last runs, newest first.</summary>
    internal async Task<IReadOnlyList<RetentionRun>> LastAsync(CancellationToken cancellationToken) =>
        await _table.QueryAsync<TableEntity>(row => row.PartitionKey == Partition, Shown, cancellationToken: cancellationToken)
            .Take(Shown)
            .Select(row => JsonSerializer.Deserialize<RetentionRun>(row.GetString(Run), SagaJson.Options)!)
            .ToListAsync(cancellationToken);
}
