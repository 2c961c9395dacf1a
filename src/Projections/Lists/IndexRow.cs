using System.Globalization;
using Azure.Data.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Lists;

/// <summary>The rows that a saga has in the table <c>SagaIndex</c>: one for each list that it stands in, by <see cref="IndexKey"/>.</summary>
internal static class IndexRow
{
    public const string Table = "SagaIndex";
    public const int Buckets = 8;
    public const string Count = "count";

    private const string Id = "id";

    // Rows that were written before there were lists by protocol have none of it.
    private const string Layout = "layout";
    private const int ByProtocol = 2;

    public static string BucketOf(string instanceId) => BucketOf(BucketNumberOf(instanceId));

    public static int BucketNumberOf(string instanceId)
    {
        // FNV-1a: string.GetHashCode differs from process to process.
        var hash = instanceId.Aggregate(2166136261u, (hash, character) => unchecked((hash ^ character) * 16777619u));
        return (int)(hash % Buckets);
    }

    public static string BucketOf(int bucket) => bucket.ToString(CultureInfo.InvariantCulture);

    public static TableEntity Main(IndexEntry entry) => Row(entry, IndexKey.Main(entry));

    /// <summary>The rows, beside the main one, that stay where they are as long as the saga is listed.</summary>
    public static IEnumerable<TableEntity> Staying(IndexEntry entry) => IndexKey.Staying(entry).Select(key => Row(entry, key));

    /// <summary>The rows that a change of status moves.</summary>
    public static IEnumerable<TableEntity> ByStatus(IndexEntry entry) => IndexKey.ByStatus(entry).Select(key => Row(entry, key));

    /// <summary>Those of the keys that a main row, as it stands, has written.</summary>
    public static IEnumerable<string> Written(TableEntity main, IEnumerable<string> keys) =>
        main.GetInt32(Layout) is >= ByProtocol ? keys : keys.Where(key => !IndexKey.IsByProtocol(key));

    public static IndexEntry Read(TableEntity row) => new(
        row.GetString(Id),
        row.GetString(SagaRow.Name),
        Enum.Parse<Protocol>(row.GetString(SagaRow.Protocol)),
        row.GetInt32(SagaRow.Version) ?? 1,
        Enum.Parse<SagaStatus>(row.GetString(SagaRow.Status)),
        row.GetDateTimeOffset(SagaRow.CreatedAt)!.Value,
        row.GetDateTimeOffset(SagaRow.UpdatedAt)!.Value,
        SagaRow.SequenceOf(row))
    {
        Step = row.GetString(SagaRow.Step),
        Error = row.GetString(SagaRow.Error),
        Key = row.GetString(SagaRow.Key),
    };

    private static TableEntity Row(IndexEntry entry, string key)
    {
        var row = new TableEntity(BucketOf(entry.Id), key)
        {
            [Id] = entry.Id,
            [SagaRow.Name] = entry.Name,
            [SagaRow.Protocol] = entry.Protocol.ToString(),
            [SagaRow.Version] = entry.Version,
            [SagaRow.Status] = entry.Status.ToString(),
            [SagaRow.CreatedAt] = entry.CreatedAt,
            [SagaRow.UpdatedAt] = entry.Since,
            [SagaRow.Sequence] = entry.Sequence,
            [Layout] = ByProtocol,
        };
        foreach (var (column, text) in new[] { (SagaRow.Step, entry.Step), (SagaRow.Error, entry.Error), (SagaRow.Key, entry.Key) })
        {
            if (text is not null)
            {
                row[column] = text;
            }
        }

        return row;
    }
}
