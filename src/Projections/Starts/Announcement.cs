using System.Globalization;

namespace DurableSagas.Projections.Starts;

/// <summary>What nobody but the starter knows of a saga. It goes with the instance as tags, so that a lost view can be written again.</summary>
/// <param name="RequestHash">Of the body as sent; null when it is not known any more.</param>
/// <param name="CreatedAt">When the view was inserted; the lists are ordered by it.</param>
public sealed record Announcement(string? RequestHash, DateTimeOffset CreatedAt)
{
    private const string HashTag = "requestHash";
    private const string CreatedTag = "createdAt";

    public IReadOnlyDictionary<string, string> ToTags() => new Dictionary<string, string>
    {
        [HashTag] = RequestHash ?? string.Empty,
        [CreatedTag] = CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Null when no starter has set them, or the task hub does not keep tags.</summary>
    public static Announcement? Of(IReadOnlyDictionary<string, string> tags) =>
        tags.TryGetValue(CreatedTag, out var created) && long.TryParse(created, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            ? new Announcement(tags.GetValueOrDefault(HashTag) is { Length: > 0 } hash ? hash : null, new DateTimeOffset(ticks, TimeSpan.Zero))
            : null;
}
