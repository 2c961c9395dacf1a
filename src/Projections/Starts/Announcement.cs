using System.Globalization;
using DurableSagas.Sagas;

namespace DurableSagas.Projections.Starts;

/// <summary>What a saga's view says of it before any of it has run.</summary>
/// <param name="CreatedAt">When it was announced; the lists are ordered by it.</param>
public sealed record Announcement(SagaIdentity Saga, DateTimeOffset CreatedAt)
{
    private const string HashTag = "requestHash";
    private const string CreatedTag = "createdAt";
    private const string DefinitionTag = "definition";
    private const string NotifyTag = "notify";

    /// <summary>The request as JSON; null for one that no starter announced.</summary>
    public string? Request { get; init; }

    /// <summary>Of the body as sent: the same key with another body is told apart by it. Null when it is not known any more: the key is then refused.</summary>
    public string? RequestHash { get; init; }

    /// <summary>In the order of the definition; null when they are not known.</summary>
    public IReadOnlyList<string>? StepNames { get; init; }

    /// <summary>The fingerprint of the definition that it begins with; null where nobody told.</summary>
    public string? Definition { get; init; }

    /// <summary>By what the business knows the saga; null where its definition does not say.</summary>
    public string? Key { get; init; }

    /// <summary>The receiver that is told of its end; null where nobody is.</summary>
    public string? Notify { get; init; }

    /// <summary>Whether the saga has moved on since.</summary>
    public bool HasBegun { get; init; }

    /// <summary>What nobody but the starter knows. It goes with the instance, so that a lost view can be written again.</summary>
    public IReadOnlyDictionary<string, string> ToTags()
    {
        Dictionary<string, string> tags = new()
        {
            [HashTag] = RequestHash ?? string.Empty,
            [CreatedTag] = CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture),
            [DefinitionTag] = Definition ?? string.Empty,
        };
        if (Notify is { } receiver)
        {
            tags[NotifyTag] = receiver;
        }

        return tags;
    }

    /// <summary>As its tags tell it; null when no starter has set them, or the task hub does not keep tags.</summary>
    public Announcement? With(IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(CreatedTag, out var created)
            && long.TryParse(created, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            && ticks <= DateTime.MaxValue.Ticks
                ? this with
                {
                    RequestHash = tags.GetValueOrDefault(HashTag) is { Length: > 0 } hash ? hash : null,
                    Definition = tags.GetValueOrDefault(DefinitionTag) is { Length: > 0 } definition ? definition : null,
                    Notify = tags.GetValueOrDefault(NotifyTag),
                    CreatedAt = new DateTimeOffset(ticks, TimeSpan.Zero),
                }
                : null;
}
