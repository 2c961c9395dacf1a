using Azure.Data.Tables;
using DurableSagas.Projections.Lists;

namespace DurableSagas.Projections.Tests.Lists;

/// <summary>Fills the index with what its writers would have left, a hundred rows a transaction.</summary>
internal sealed class IndexSeed(TableServiceClient tables)
{
    private const int MostRowsASaga = 8;
    private const int MostRows = 100;
    private const int AtOnce = 16;

    private readonly TableClient _table = tables.GetTableClient(SagaIndex.Table);
    private readonly IndexCounts _counts = new();

    /// <summary>Adds sagas that are not there yet; the counts are written last.</summary>
    public async Task AddAsync(IEnumerable<IndexEntry> sagas, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            Transactions(sagas),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (rows, token) => await _table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), token));
        foreach (var count in _counts.Rows)
        {
            await _table.UpsertEntityAsync(count, TableUpdateMode.Replace, cancellationToken);
        }
    }

    public static IEnumerable<TableEntity> RowsOf(IndexEntry saga) => [IndexRow.Main(saga), .. IndexRow.Staying(saga), .. IndexRow.ByStatus(saga)];

    // One transaction lies in one bucket.
    private IEnumerable<List<TableEntity>> Transactions(IEnumerable<IndexEntry> sagas)
    {
        Dictionary<string, List<TableEntity>> open = [];
        foreach (var saga in sagas)
        {
            var bucket = IndexRow.BucketOf(saga.Id);
            var rows = open.TryGetValue(bucket, out var begun) ? begun : open[bucket] = [];
            rows.AddRange(RowsOf(saga));
            _counts.Add(saga);
            if (rows.Count > MostRows - MostRowsASaga)
            {
                open.Remove(bucket);
                yield return rows;
            }
        }

        foreach (var rows in open.Values)
        {
            yield return rows;
        }
    }
}
