using System.Globalization;
using Azure.Data.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Lists;

/// <summary>The layout of the table <c>SagaIndex</c>.</summary>
/// <remarks>
/// <code>
/// PartitionKey  bucket 0…7, by the id's hash: all rows of a saga lie together, so one transaction moves them
/// RowKey        a|{newest first}|{id}                  every saga
///               n|{name}|{newest first}|{id}           by name
///               s|{status}|{newest first}|{id}         by status
///               x|{name}|{status}|{newest first}|{id}  by both
///               c|{name}|{version}|{status}            how many, in this bucket
/// </code>
/// What waits for a person stands beside them. A page of any filter is one range in each bucket, however many sagas there are.
/// </remarks>
internal static class IndexRow
{
    public const string Table = "SagaIndex";
    public const int Buckets = 8;
    public const string Count = "count";
    public const string CountPrefix = "c|";

    private const string Id = "id";

    public static string BucketOf(string instanceId) => BucketOf(BucketNumberOf(instanceId));

    public static int BucketNumberOf(string instanceId)
    {
        // FNV-1a: string.GetHashCode differs from process to process.
        var hash = instanceId.Aggregate(2166136261u, (hash, character) => unchecked((hash ^ character) * 16777619u));
        return (int)(hash % Buckets);
    }

    public static string BucketOf(int bucket) => bucket.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where a saga stands within any list: newest first, then by id.</summary>
    public static string Position(DateTimeOffset createdAt, string id) => $"{Newest(createdAt)}|{id}";

    public static string Newest(DateTimeOffset createdAt) => (DateTimeOffset.MaxValue.Ticks - createdAt.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    public static string Prefix(string? name, SagaStatus? status) => (name, status) switch
    {
        (null, null) => "a|",
        ({ } one, null) => $"n|{one}|",
        (null, { } only) => $"s|{only}|",
        ({ } one, { } only) => $"x|{one}|{only}|",
    };

    public static string CountKey(IndexEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{CountPrefix}{entry.Name}|{entry.Version}|{entry.Status}");

    public static string MainKey(IndexEntry entry) => Key(entry, null, null);

    public static TableEntity Main(IndexEntry entry) => Row(entry, null, null);

    public static TableEntity ByName(IndexEntry entry) => Row(entry, entry.Name, null);

    /// <summary>The rows that a change of status moves.</summary>
    public static IEnumerable<TableEntity> ByStatus(IndexEntry entry) => [Row(entry, null, entry.Status), Row(entry, entry.Name, entry.Status)];

    public static IndexEntry Read(TableEntity row) => new(
        row.GetString(Id),
        row.GetString(SagaRow.Name),
        Enum.Parse<Protocol>(row.GetString(SagaRow.Protocol)),
        row.GetInt32(SagaRow.Version) ?? 1,
        Enum.Parse<SagaStatus>(row.GetString(SagaRow.Status)),
        row.GetDateTimeOffset(SagaRow.CreatedAt)!.Value,
        row.GetDateTimeOffset(SagaRow.UpdatedAt)!.Value,
        SagaRow.SequenceOf(row));

    private static string Key(IndexEntry entry, string? name, SagaStatus? status) => Prefix(name, status) + Position(entry.CreatedAt, entry.Id);

    private static TableEntity Row(IndexEntry entry, string? name, SagaStatus? status) => new(BucketOf(entry.Id), Key(entry, name, status))
    {
        [Id] = entry.Id,
        [SagaRow.Name] = entry.Name,
        [SagaRow.Protocol] = entry.Protocol.ToString(),
        [SagaRow.Version] = entry.Version,
        [SagaRow.Status] = entry.Status.ToString(),
        [SagaRow.CreatedAt] = entry.CreatedAt,
        [SagaRow.UpdatedAt] = entry.UpdatedAt,
        [SagaRow.Sequence] = entry.Sequence,
    };
}
