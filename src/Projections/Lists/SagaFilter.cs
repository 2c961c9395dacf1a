using System.Globalization;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Lists;

/// <summary>Which sagas a list shows; null means any.</summary>
/// <param name="From">Created at this moment or after it.</param>
/// <param name="To">Created before this moment.</param>
public sealed record SagaFilter(string? Name, SagaStatus? Status, DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>The longest business key, in characters.</summary>
    public const int MaxKey = 200;

    public Protocol? Protocol { get; init; }

    /// <summary>The business key, as definitions' <c>FindBy</c> makes it of requests.</summary>
    public string? Key { get; init; }

    /// <summary>Oldest first instead of newest first; of those that are stuck only.</summary>
    public bool IsOldestFirst { get; init; }

    /// <summary>The range of the index that it is a part of, or the whole of.</summary>
    /// <exception cref="InvalidOperationException">Oldest first is asked for of others than those that are stuck.</exception>
    internal IndexPages.Range Range => (IsOldestFirst, Status) switch
    {
        (false, _) => new(Prefix, Prefix + FirstPosition, $"{Prefix}{LastPosition}~", Canonical),
        (true, SagaStatus.Stuck) when Key is null => OldestFirst(IndexKey.OldestStuck(Name)),
        _ => throw new InvalidOperationException("Only what is stuck is listed oldest first, and not by its key."),
    };

    // A name has one protocol as a rule, a key few sagas: what else there is, is left out of a page, which then is shorter.
    internal bool Takes(IndexEntry entry) =>
        (Name is null || entry.Name == Name)
        && (Status is null || entry.Status == Status)
        && (Protocol is null || entry.Protocol == Protocol)
        && (Key is null || entry.Key == Key);

    private string Prefix => this switch
    {
        { Key: { } key } => IndexKey.Business(key),
        { Name: { } name, Status: { } status } => IndexKey.Status(name, status),
        { Name: { } name } => IndexKey.Name(name),
        { Protocol: { } protocol, Status: { } status } => IndexKey.Status(protocol, status),
        { Protocol: { } protocol } => IndexKey.Protocol(protocol),
        { Status: { } status } => IndexKey.Status(status),
        _ => IndexKey.All,
    };

    // Newest first: the later bound comes first.
    private string FirstPosition => To is { } to ? IndexKey.Newest(to.AddTicks(-1)) : string.Empty;

    private string LastPosition => From is { } from ? IndexKey.Newest(from) : string.Empty;

    /// <summary>What a continuation token is bound to.</summary>
    internal string Canonical => string.Create(
        CultureInfo.InvariantCulture, $"{Name}\n{Status}\n{From?.UtcTicks}\n{To?.UtcTicks}\n{Protocol}\n{Key}\n{IsOldestFirst}");

    private IndexPages.Range OldestFirst(string prefix) => new(
        prefix,
        From is { } from ? prefix + IndexKey.Oldest(from) : prefix,
        To is { } to ? prefix + IndexKey.Oldest(to) : $"{prefix}~",
        Canonical);
}
