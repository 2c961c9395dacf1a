using Azure.Data.Tables;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Rows;

namespace DurableSagas.Projections.Tests.Lists;

/// <summary>Counts sagas as the index's writers would have.</summary>
internal sealed class IndexCounts
{
    private readonly Dictionary<(string Bucket, string Key), TableEntity> _rows = [];

    public IEnumerable<TableEntity> Rows => _rows.Values;

    public void Add(IndexEntry saga)
    {
        var (bucket, key) = (IndexRow.BucketOf(saga.Id), IndexKey.Count(saga));
        var row = _rows.TryGetValue((bucket, key), out var known) ? known : _rows[(bucket, key)] = new TableEntity(bucket, key)
        {
            [SagaRow.Name] = saga.Name,
            [SagaRow.Version] = saga.Version,
            [SagaRow.Status] = saga.Status.ToString(),
            [IndexRow.Count] = 0L,
        };
        row[IndexRow.Count] = row.GetInt64(IndexRow.Count) + 1;
    }
}
