using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

namespace DurableSagas.SagaFunctions.Reconciliation;

/// <summary>Where a sweep of one list goes on: a row of the table <c>Sweeps</c>, so that the oldest sagas are reached however many wait.</summary>
public sealed class SweepPlace(TableServiceClient tables)
{
    public const string Table = "Sweeps";

    private const string Partition = "places";
    private const string Token = "continuationToken";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>Null: from the newest one.</summary>
    internal async Task<string?> FindAsync(string list, CancellationToken cancellationToken) =>
        (await _table.FindAsync(Partition, list, cancellationToken))?.GetString(Token) is { Length: > 0 } token ? token : null;

    internal Task KeepAsync(string list, string? continuationToken, CancellationToken cancellationToken) =>
        _table.UpsertEntityAsync(
            new TableEntity(Partition, list) { [Token] = continuationToken ?? string.Empty }, TableUpdateMode.Replace, cancellationToken);
}
