using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Faults;

/// <summary>The faults injected into each saga, by activity.</summary>
public sealed class FaultTable(TableServiceClient tables) : ISagaRows
{
    public const string Table = "InjectedFaults";

    private const string RowKey = "faults";
    private const string Faults = "faults";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>Replaces the faults of a saga; an empty set mends everything.</summary>
    internal Task PutAsync(string instanceId, IReadOnlyDictionary<string, string> faults, CancellationToken cancellationToken)
    {
        var row = new TableEntity(instanceId, RowKey);
        LongText.Write(row, Faults, JsonSerializer.Serialize(faults, SagaJson.Options));
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string instanceId, CancellationToken cancellationToken) =>
        _table.DeleteEntityAsync(instanceId, RowKey, ETag.All, cancellationToken);

    internal async Task<RequestedFault?> FindAsync(string instanceId, string activity, CancellationToken cancellationToken)
    {
        var row = await _table.FindAsync(instanceId, RowKey, cancellationToken);
        var faults = row is not null && LongText.Read(row, Faults) is { } json
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(json, SagaJson.Options)
            : null;
        return faults is not null && faults.TryGetValue(activity, out var text) ? RequestedFault.Parse(text) : null;
    }
}
