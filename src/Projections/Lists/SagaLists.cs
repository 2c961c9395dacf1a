using Azure.Data.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Lists;

/// <summary>Reads lists and counts; each takes one storage request a bucket, whatever the table holds.</summary>
public sealed class SagaLists(TableServiceClient tables, ContinuationTokens tokens)
{
    public const int MaxPageSize = 200;

    private readonly TableClient _table = tables.GetTableClient(IndexRow.Table);

    /// <summary>A page, newest first.</summary>
    /// <exception cref="ContinuationTokenException">The token is not one that this filter was given.</exception>
    public async Task<SagaPage> ListAsync(SagaFilter filter, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        var after = continuationToken is null ? null : await tokens.OpenAsync(continuationToken, filter, cancellationToken);
        // Behind the last key shown: a blank after an id comes before anything longer, and no id ends with one.
        var first = after is null ? filter.FirstKey : $"{filter.Prefix}{after} ";
        var buckets = await Task.WhenAll(
            Enumerable.Range(0, IndexRow.Buckets)
                .Select(bucket => ReadAsync(IndexRow.BucketOf(bucket), first, filter.EndKey, pageSize + 1, cancellationToken)));
        var found = buckets.SelectMany(rows => rows).OrderBy(row => row.RowKey, StringComparer.Ordinal).Take(pageSize + 1).ToArray();
        var shown = found.Take(pageSize).ToArray();
        var next = found.Length > pageSize ? await tokens.SealAsync(shown[^1].RowKey[filter.Prefix.Length..], filter, cancellationToken) : null;
        return new SagaPage([.. shown.Select(IndexRow.Read)], next);
    }

    /// <summary>How many sagas there are, by name, version and status.</summary>
    public async Task<IReadOnlyList<SagaCount>> CountAsync(CancellationToken cancellationToken)
    {
        var end = $"{IndexRow.CountPrefix}~";
        var buckets = await Task.WhenAll(
            Enumerable.Range(0, IndexRow.Buckets)
                .Select(bucket => ReadAsync(IndexRow.BucketOf(bucket), IndexRow.CountPrefix, end, int.MaxValue, cancellationToken)));
        return
        [
            .. buckets.SelectMany(rows => rows)
                .GroupBy(KindOf)
                .Select(group => new SagaCount(group.Key.Name, group.Key.Version, group.Key.Status, group.Sum(row => row.GetInt64(IndexRow.Count) ?? 0)))
                .Where(count => count.Count > 0)
                .OrderBy(count => count.Name, StringComparer.Ordinal)
                .ThenBy(count => count.Version)
                .ThenBy(count => count.Status),
        ];
    }

    private static (string Name, int Version, SagaStatus Status) KindOf(TableEntity row) =>
        (row.GetString(SagaRow.Name), row.GetInt32(SagaRow.Version) ?? 1, Enum.Parse<SagaStatus>(row.GetString(SagaRow.Status)));

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
