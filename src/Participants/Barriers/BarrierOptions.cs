using System.Text.Json;
using System.Text.Json.Serialization;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Participants.Barriers;

/// <summary>How long a barrier goes on against other writers of its partition, and how it stores results.</summary>
public sealed record BarrierOptions
{
    public static BarrierOptions Default { get; } = new();

    /// <summary>When it gives up, with a <see cref="RacesLostException"/>.</summary>
    public RaceLimits Races { get; init; } = RaceLimits.Default;

    public JsonSerializerOptions Serializer { get; init; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };
}
