using System.Text.Json.Serialization;

namespace DurableSagas.Projections.Notices;

/// <summary>What has become of one notice of a saga.</summary>
/// <param name="Type">Of its event.</param>
/// <param name="Receiver">By the name under which it is registered.</param>
/// <param name="Sequence">Of the view that it tells of.</param>
/// <param name="At">When that came to be so.</param>
/// <param name="Attempts">How often it was sent, the attempt under way included.</param>
public sealed record NoticeView(string Type, string Receiver, long Sequence, DateTimeOffset At, int Attempts)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>When it is sent again, unless the attempt under way succeeds; null when it has not been sent, or is done.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>When it was given up: operators can have it sent again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? GivenUpAt { get; init; }

    /// <summary>Of the last attempt that failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>Of its row.</summary>
    [JsonIgnore]
    public string Key { get; init; } = string.Empty;

    /// <summary>Neither delivered nor given up.</summary>
    [JsonIgnore]
    public bool IsOwed => DeliveredAt is null && GivenUpAt is null;
}
