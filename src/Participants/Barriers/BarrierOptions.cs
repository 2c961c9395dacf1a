using System.Text.Json;
using System.Text.Json.Serialization;

namespace DurableSagas.Participants.Barriers;

/// <summary>How long a barrier goes on against other writers of its partition, and how it stores results.</summary>
public sealed record BarrierOptions
{
    public static BarrierOptions Default { get; } = new();

    /// <summary>Attempts at one change before <see cref="BarrierContentionException"/>.</summary>
    public int MaximumAttempts { get; init; } = 40;

    /// <summary>Upper bound of the pause after the first lost race; doubles up to <see cref="MaximumPause"/>.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(10);

    public TimeSpan MaximumPause { get; init; } = TimeSpan.FromMilliseconds(500);

    public JsonSerializerOptions Serializer { get; init; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };

    // Full jitter: callers that lost the same race must not meet again.
    internal TimeSpan PauseAfter(int attempt)
    {
        var bound = Math.Min(MaximumPause.TotalMilliseconds, FirstPause.TotalMilliseconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromMilliseconds(bound * Random.Shared.NextDouble());
    }
}
