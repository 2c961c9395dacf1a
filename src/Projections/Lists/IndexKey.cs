using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Lists;

/// <summary>The keys of the table <c>SagaIndex</c>: a page of any filter is one range in each bucket, however many sagas there are.</summary>
/// <remarks>
/// <code>
/// PartitionKey  bucket 0…7, by the id's hash: all rows of a saga lie together, so one transaction moves them
/// RowKey        a|{newest first}|{id}                      every saga
///               n|{name}|{newest first}|{id}               by name
///               p|{protocol}|{newest first}|{id}           by protocol
///               k|{hash of the key}|{newest first}|{id}    by business key
///               s|{status}|{newest first}|{id}             by status
///               x|{name}|{status}|{newest first}|{id}      by name and status
///               y|{protocol}|{status}|{newest first}|{id}  by protocol and status
///               o|{oldest first}|{id}                      what is stuck
///               q|{name}|{oldest first}|{id}               what is stuck, by name
///               c|{name}|{version}|{status}                how many, in this bucket
/// </code>
/// What waits for a person stands beside them.
/// </remarks>
internal static class IndexKey
{
    public const string Counts = "c|";
    public const string All = "a|";

    private const string Protocols = "p|";
    private const string ProtocolsByStatus = "y|";

    public static string Name(string name) => $"n|{name}|";

    public static string Protocol(Protocol protocol) => $"{Protocols}{protocol}|";

    // A hash: a key may be anything, and long.
    public static string Business(string key) => $"k|{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]}|";

    public static string Status(SagaStatus status) => $"s|{status}|";

    public static string Status(string name, SagaStatus status) => $"x|{name}|{status}|";

    public static string Status(Protocol protocol, SagaStatus status) => $"{ProtocolsByStatus}{protocol}|{status}|";

    public static string OldestStuck(string? name) => name is null ? "o|" : $"q|{name}|";

    public static string Count(IndexEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{Counts}{entry.Name}|{entry.Version}|{entry.Status}");

    public static string Newest(DateTimeOffset createdAt) => Digits(DateTimeOffset.MaxValue.Ticks - createdAt.UtcTicks);

    public static string Oldest(DateTimeOffset createdAt) => Digits(createdAt.UtcTicks);

    public static string Main(IndexEntry entry) => All + Position(entry);

    public static IEnumerable<string> Staying(IndexEntry entry) =>
        [Name(entry.Name) + Position(entry), Protocol(entry.Protocol) + Position(entry), .. entry.Key is { } key ? [Business(key) + Position(entry)] : Array.Empty<string>()];

    public static IEnumerable<string> ByStatus(IndexEntry entry)
    {
        string[] everyStatus =
        [
            Status(entry.Status) + Position(entry),
            Status(entry.Name, entry.Status) + Position(entry),
            Status(entry.Protocol, entry.Status) + Position(entry),
        ];
        var age = $"{Oldest(entry.CreatedAt)}|{entry.Id}";
        return entry.Status == SagaStatus.Stuck ? [.. everyStatus, OldestStuck(null) + age, OldestStuck(entry.Name) + age] : everyStatus;
    }

    public static bool IsCount(string key) => key.StartsWith(Counts, StringComparison.Ordinal);

    /// <summary>Whether it came with the lists by protocol: those by age did, too.</summary>
    public static bool IsByProtocol(string key) => key[..2] is Protocols or ProtocolsByStatus or "o|" or "q|";

    // Within any list: newest first, then by id.
    private static string Position(IndexEntry entry) => $"{Newest(entry.CreatedAt)}|{entry.Id}";

    private static string Digits(long ticks) => ticks.ToString("D19", CultureInfo.InvariantCulture);
}
