using Azure.Data.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Lists;

/// <summary>Reads lists and counts; each takes one storage request a bucket, whatever the table holds.</summary>
public sealed class SagaLists(TableServiceClient tables, ContinuationTokens tokens)
{
    public const int MaxPageSize = 200;

    private readonly IndexPages _pages = new(tables, tokens);

    /// <summary>A page, newest first unless the filter says otherwise. It may be shorter than asked for, though there is another one.</summary>
    /// <exception cref="ContinuationTokenException">The token is not one that this filter was given.</exception>
    public async Task<SagaPage> ListAsync(SagaFilter filter, int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        var (rows, next) = await _pages.ReadAsync(filter.Range, pageSize, continuationToken, cancellationToken);
        return new SagaPage([.. rows.Select(IndexRow.Read).Where(filter.Takes)], next);
    }

    /// <summary>How many sagas there are, by name, version and status.</summary>
    public async Task<IReadOnlyList<SagaCount>> CountAsync(CancellationToken cancellationToken)
    {
        var rows = await _pages.ReadAsync(IndexKey.Counts, $"{IndexKey.Counts}~", int.MaxValue, cancellationToken);
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
