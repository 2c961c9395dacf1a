using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.SagaFunctions.Events;

/// <summary>What consumers put on record, a partition a saga: that a step is undone, or why it is not yet.</summary>
/// <remarks>An acknowledgement is inserted once and stands: a failure of another delivery is a row of its own.</remarks>
public sealed class AcknowledgementTable(TableServiceClient tables, TimeProvider time) : IAcknowledgements, ISagaRows
{
    public const string Table = "Acknowledgements";

    private const string At = "at";
    private const string Data = "data";
    private const string Deliveries = "deliveries";
    private const string Error = "error";
    private const string IsPoisoned = "isPoisoned";
    private const string FailureSuffix = "|failure";
    private const string DataSuffix = "|data";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <inheritdoc/>
    public async Task<CompensationAnswer> FindAsync(string instanceId, string step, CancellationToken cancellationToken)
    {
        var failed = step + FailureSuffix;
        TableEntity? failure = null;
        var both = TableClient.CreateQueryFilter($"PartitionKey eq {instanceId} and (RowKey eq {step} or RowKey eq {failed})");
        await foreach (var row in _table.QueryAsync<TableEntity>(both, cancellationToken: cancellationToken))
        {
            if (row.RowKey == step)
            {
                return new CompensationAnswer(IsAcknowledged: true);
            }

            failure = row;
        }

        return failure is null
            ? CompensationAnswer.None
            : new CompensationAnswer(false, failure.GetBoolean(IsPoisoned) ?? false, failure.GetInt64(Deliveries) ?? 0, failure.GetString(Error));
    }

    /// <summary>Puts on record that the step is undone; it is there when this ends, whoever wrote it.</summary>
    internal Task AcknowledgeAsync(string instanceId, string step, CancellationToken cancellationToken) =>
        _table.AddIfAbsentAsync(new TableEntity(instanceId, step) { [At] = time.GetUtcNow() }, cancellationToken);

    internal Task RecordFailureAsync(string instanceId, string step, string error, long deliveries, CancellationToken cancellationToken) =>
        MergeFailureAsync(new TableEntity(instanceId, step + FailureSuffix)
        {
            [At] = time.GetUtcNow(),
            [Deliveries] = deliveries,
            [Error] = ShortText.Of(error, ShortText.MaxError),
        }, cancellationToken);

    internal Task RecordPoisonAsync(string instanceId, string step, CancellationToken cancellationToken) =>
        MergeFailureAsync(new TableEntity(instanceId, step + FailureSuffix) { [At] = time.GetUtcNow(), [IsPoisoned] = true }, cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteAsync(string instanceId, CancellationToken cancellationToken)
    {
        var all = TableClient.CreateQueryFilter($"PartitionKey eq {instanceId}");
        await foreach (var row in _table.QueryAsync<TableEntity>(all, select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            await _table.DeleteEntityAsync(row, ETag.All, cancellationToken);
        }
    }

    /// <summary>Keeps an event's data that is too long for a message.</summary>
    /// <returns>Where it is, for <see cref="KeptAsync"/>.</returns>
    /// <exception cref="StepRefusedException">It is longer than a row holds.</exception>
    internal async Task<string> KeepAsync(CompensationRequested<JsonElement> requested, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(requested, SagaJson.History);
        if (json.Length > LongText.MaxLength)
        {
            throw new StepRefusedException(
                $"The event for {requested.Step} has {json.Length} characters of request and results; a row holds {LongText.MaxLength} at most. "
                + "Keep them elsewhere, and pass references.");
        }

        var row = new TableEntity(requested.InstanceId, requested.Step + DataSuffix);
        LongText.Write(row, Data, json);
        await _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        return $"/{Table}/{Uri.EscapeDataString(row.PartitionKey)}/{Uri.EscapeDataString(row.RowKey)}";
    }

    /// <exception cref="FormatException">The reference leads nowhere.</exception>
    internal async Task<JsonElement> KeptAsync(string reference, CancellationToken cancellationToken)
    {
        var keys = reference.Split('/') is ["", Table, var partition, var row]
            ? (Partition: Uri.UnescapeDataString(partition), Row: Uri.UnescapeDataString(row))
            : throw new FormatException($"The event's data is said to be at '{reference}'; expected '/{Table}/{{saga}}/{{row}}'.");
        return await _table.FindAsync(keys.Partition, keys.Row, cancellationToken) is { } kept && LongText.Read(kept, Data) is { } json
            ? JsonSerializer.Deserialize<JsonElement>(json, SagaJson.History)
            : throw new FormatException($"The event's data is said to be at '{reference}', but there is none.");
    }

    private async Task MergeFailureAsync(TableEntity failure, CancellationToken cancellationToken) =>
        await _table.UpsertEntityAsync(failure, TableUpdateMode.Merge, cancellationToken);
}
