using Azure.Data.Tables;

namespace DurableSagas.Projections.Lists;

/// <summary>Reads ranges of the index, one storage request a bucket, and makes one page of them.</summary>
internal sealed class IndexPages(TableServiceClient tables, ContinuationTokens tokens)
{
    private readonly TableClient _table = tables.GetTableClient(IndexRow.Table);

    /// <summary>A page in the order of the keys, and what asks for the next one; null at the end.</summary>
    /// <exception cref="ContinuationTokenException">The token is not one that this range was given.</exception>
    public async Task<(IReadOnlyList<TableEntity> Rows, string? Next)> ReadAsync(
        Range range, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        var after = continuationToken is null ? null : await tokens.OpenAsync(continuationToken, range.Canonical, cancellationToken);
        // Behind the last key shown: a blank after an id comes before anything longer, and no id ends with one.
        var first = after is null ? range.FirstKey : $"{range.Prefix}{after} ";
        var rows = await ReadAsync(first, range.EndKey, pageSize + 1, cancellationToken);
        var found = rows.OrderBy(row => row.RowKey, StringComparer.Ordinal).Take(pageSize + 1).ToArray();
        var shown = found.Take(pageSize).ToArray();
        var next = found.Length > pageSize ? await tokens.SealAsync(shown[^1].RowKey[range.Prefix.Length..], range.Canonical, cancellationToken) : null;
        return (shown, next);
    }

    /// <summary>Rows of all buckets, of each so many at most.</summary>
    public async Task<IEnumerable<TableEntity>> ReadAsync(string first, string end, int most, CancellationToken cancellationToken)
    {
        var buckets = await Task.WhenAll(
            Enumerable.Range(0, IndexRow.Buckets).Select(bucket => ReadAsync(IndexRow.BucketOf(bucket), first, end, most, cancellationToken)));
        return buckets.SelectMany(rows => rows);
    }

    /// <summary>A list within the index.</summary>
    /// <param name="Canonical">What its continuation tokens are bound to.</param>
    internal sealed record Range(string Prefix, string FirstKey, string EndKey, string Canonical);

    private async Task<List<TableEntity>> ReadAsync(string bucket, string first, string end, int most, CancellationToken cancellationToken)
    {
        List<TableEntity> rows = [];
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {bucket} and RowKey ge {first} and RowKey lt {end}");
        await foreach (var page in _table.QueryAsync<TableEntity>(filter, Math.Min(most, 1000), cancellationToken: cancellationToken).AsPages())
        {
            rows.AddRange(page.Values);
            if (rows.Count >= most)
            {
                break;
            }
        }

        return rows;
    }
}
