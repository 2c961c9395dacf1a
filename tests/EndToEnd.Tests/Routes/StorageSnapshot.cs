using System.Security.Cryptography;
using Azure.Data.Tables;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.Routes;

/// <summary>All that an app keeps: every row of every table with its ETag, and the task hub's files. The leases of a task hub in storage are renewed all the time, and left out.</summary>
internal sealed record StorageSnapshot(IReadOnlyList<string> Rows, IReadOnlyList<string> Files)
{
    public static async Task<StorageSnapshot> TakeAsync(string storage, TaskHub hub)
    {
        List<string> rows = [];
        var tables = new TableServiceClient(storage);
        await foreach (var table in tables.QueryAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            if (table.Name == $"{hub.Name}Partitions")
            {
                continue;
            }

            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken))
            {
                rows.Add($"{table.Name} {string.Join(' ', row.OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => $"{column.Key}={column.Value}"))}");
            }
        }

        return new StorageSnapshot(rows, [.. new[] { hub.File, $"{hub.File}-wal" }.Where(File.Exists).Select(HashOf)]);
    }

    private static string HashOf(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return $"{Path.GetFileName(file)} {Convert.ToHexString(SHA256.HashData(stream))}";
    }
}
