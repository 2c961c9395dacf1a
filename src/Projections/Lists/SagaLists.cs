using Azure.Data.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Lists;

/// <summary>Reads lists and counts; each takes one storage request a bucket, whatever the table holds.</summary>
public sealed class SagaLists(TableServiceClient tables, ContinuationTokens tokens)
{
    public const int MaxPageSize = 200;

    private readonly IndexPages _pages = new(tables, tokens);

    /// <summary>A page, newest first.</summary>
    /// <exception cref="ContinuationTokenException">The token is not one that this filter was given.</exception>
    public async Task<SagaPage> ListAsync(SagaFilter filter, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        var range = new IndexPages.Range(filter.Prefix, filter.FirstKey, filter.EndKey, filter.Canonical);
        var (rows, next) = await _pages.ReadAsync(range, pageSize, continuationToken, cancellationToken);
        return new SagaPage([.. rows.Select(IndexRow.Read)], next);
    }

    /// <summary>How many sagas there are, by name, version and status.</summary>
    public async Task<IReadOnlyList<SagaCount>> CountAsync(CancellationToken cancellationToken)
    {
        var rows = await _pages.ReadAsync(IndexRow.CountPrefix, $"{IndexRow.CountPrefix}~", int.MaxValue, cancellationToken);
        return
        [
            .. rows
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
}
