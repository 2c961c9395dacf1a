using System.Text.Json.Serialization;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections;

/// <summary>An attempt at one of a step's operations that has ended.</summary>
/// <param name="Operation">In the words of the saga's protocol.</param>
/// <param name="Number">Asked again after "pending" it keeps its number; made again by a rewind, too.</param>
/// <param name="Error">Its beginning.</param>
public sealed record TryView(
    ParticipantOperation Operation, int Number, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, AttemptStatus Result, string? Error)
{
    /// <summary>True when an operator gave the result.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ByHand { get; init; }
}
