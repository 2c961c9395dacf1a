using Azure.Data.Tables;

namespace DurableSagas.SampleApp.State;

/// <summary>What functions did, an entry each time, in a table: it outlives the worker.</summary>
public sealed class Journal(TableServiceClient tables, SampleName name, TimeProvider time)
{
    private readonly TableClient _table = tables.GetTableClient("SampleJournal");

    public async Task AddAsync(string subject, string entry, CancellationToken cancellationToken = default)
    {
        await _table.CreateIfNotExistsAsync(cancellationToken);
        var key = $"{time.GetUtcNow().Ticks:D19}-{Guid.NewGuid():N}";
        await _table.AddEntityAsync(new TableEntity(PartitionKey(subject), key) { ["Entry"] = entry }, cancellationToken);
    }

    /// <summary>All entries about a subject, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(string subject, CancellationToken cancellationToken = default)
    {
        await _table.CreateIfNotExistsAsync(cancellationToken);
        var entries = new List<string>();
        await foreach (var row in _table.QueryAsync<TableEntity>(row => row.PartitionKey == PartitionKey(subject), cancellationToken: cancellationToken))
        {
            entries.Add(row.GetString("Entry"));
        }

        return entries;
    }

    private string PartitionKey(string subject) => $"{name.Value}-{subject}";
}
