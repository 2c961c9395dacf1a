using System.Text.Json.Serialization;

namespace DurableSagas.Sagas.Outcomes.Timelines;

/// <summary>Asks for a timeline to be written to the view; the last activity of every saga.</summary>
/// <param name="IsLastAttempt">True when a failure must be thrown: it ends the run, and a rewind tries again.</param>
public sealed record TimelineCall(SagaTimeline Timeline, bool IsLastAttempt)
{
    /// <summary>
    /// What the orchestrator itself waited for, approvals and sub-sagas: what no other activity has told of, once the run
    /// has ended; null where there is nothing.
    /// </summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<EndedOperation>? Awaited { get; init; }

    /// <summary>In the first call of a sub-saga, what is due in the views of the sagas above it; null in every other call.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<SagaTimeline>? Above { get; init; }
}
