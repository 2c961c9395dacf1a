using System.Globalization;
using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.SagaFunctions.Declared.Stored;

/// <summary>Documents in the table <c>StoredDefinitions</c>: one row a name and version, inserted once and never changed.</summary>
public sealed class StoredDefinitions(TableServiceClient tables, TimeProvider time)
{
    public const string Table = "StoredDefinitions";

    /// <summary>Of names in a message, and of definitions in a list.</summary>
    internal const int MaxListed = 1000;

    private const string Document = "document";
    private const string Hash = "hash";
    private const string StoredAt = "storedAt";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <returns>The one that stands there now: this one, or one that was stored before.</returns>
    internal async Task<(StoredDefinition Definition, bool IsNew)> AddAsync(StoredDefinition definition, CancellationToken cancellationToken)
    {
        var row = new TableEntity(definition.Name, KeyOf(definition.Version)) { [Hash] = definition.Hash, [StoredAt] = time.GetUtcNow() };
        LongText.Write(row, Document, definition.Text);
        return await _table.AddIfAbsentAsync(row, cancellationToken)
            ? (definition, true)
            : ((await FindAsync(definition.Name, definition.Version, cancellationToken))!, false);
    }

    /// <summary>Null when nothing is stored under this name and version.</summary>
    internal async Task<StoredDefinition?> FindAsync(string name, int version, CancellationToken cancellationToken) =>
        SagaDefinition.IsName(name) && await _table.FindAsync(name, KeyOf(version), cancellationToken) is { } row ? Of(row) : null;

    /// <summary>The highest version of a name; null when nothing is stored under it.</summary>
    internal async Task<StoredDefinition?> FindNewestAsync(string name, CancellationToken cancellationToken) =>
        SagaDefinition.IsName(name) ? await OfName(name, maxPerPage: 1, cancellationToken).Select(Of).FirstOrDefaultAsync(cancellationToken) : null;

    /// <summary>Every version of a name, the highest first.</summary>
    internal async Task<IReadOnlyList<StoredDefinition>> ListAsync(string name, CancellationToken cancellationToken) =>
        SagaDefinition.IsName(name) ? await OfName(name, maxPerPage: null, cancellationToken).Take(MaxListed).Select(Of).ToListAsync(cancellationToken) : [];

    /// <summary>By name, then the highest version first.</summary>
    internal async Task<IReadOnlyList<T>> ListAsync<T>(Func<StoredDefinition, T> select, CancellationToken cancellationToken) =>
        await _table.QueryAsync<TableEntity>(cancellationToken: cancellationToken)
            .Take(MaxListed)
            .Select(row => select(Of(row)))
            .ToListAsync(cancellationToken);

    // Names alone: a document is not read for a message.
    internal async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken) =>
        await _table.QueryAsync<TableEntity>(select: [nameof(TableEntity.PartitionKey)], cancellationToken: cancellationToken)
            .Take(MaxListed)
            .Select(row => row.PartitionKey)
            .Distinct()
            .ToListAsync(cancellationToken);

    private AsyncPageable<TableEntity> OfName(string name, int? maxPerPage, CancellationToken cancellationToken) =>
        _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {name}"), maxPerPage, cancellationToken: cancellationToken);

    private static StoredDefinition Of(TableEntity row) =>
        new(row.PartitionKey, VersionOf(row.RowKey), LongText.Read(row, Document)!, row.GetString(Hash));

    // Rows come in the order of their keys: the highest version is to be the first.
    private static string KeyOf(int version) => (int.MaxValue - version).ToString("D10", CultureInfo.InvariantCulture);

    private static int VersionOf(string key) => int.MaxValue - int.Parse(key, CultureInfo.InvariantCulture);
}
