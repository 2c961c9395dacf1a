using System.Text.Json.Serialization;

namespace DurableSagas.Projections;

/// <summary>A save-point as queries show it, and how far its paths have come.</summary>
/// <param name="After">The steps that the save-point comes after.</param>
/// <param name="Paths">The steps of each, in the order in which they are tried.</param>
/// <param name="Tried">The places of those on which a step has begun, from 0.</param>
public sealed record ChoiceView(IReadOnlyList<string> After, IReadOnlyList<IReadOnlyList<string>> Paths, IReadOnlyList<int> Tried)
{
    /// <summary>The place of the path on which every step has ended well; null while there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Taken { get; init; }
}
