using System.Text.Json.Serialization;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Steps.Calls;

/// <summary>What a call carries for the code around an activity's work, and not for the work; opaque to it.</summary>
/// <remarks>A call that is made by hand, in a test of an activity alone, has one that says nothing: a single attempt, of which no view is told.</remarks>
internal sealed record CallFrame
{
    /// <summary>Attempts in all; a result that is unknown after them is given up, or leaves the saga stuck.</summary>
    [JsonInclude]
    internal int MaxAttempts { get; init; } = 1;

    /// <summary>How long this attempt may take before its result counts as unknown.</summary>
    [JsonInclude]
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>True when a failure of this attempt leaves the saga stuck: the activity then throws.</summary>
    [JsonInclude]
    internal bool IsLastAttempt { get; init; }

    /// <summary>True when the participant's "no" ends the operation; false where it is asked again.</summary>
    [JsonInclude]
    internal bool TakesRefusal { get; init; }

    /// <summary>When the first attempt at the operation was asked for.</summary>
    [JsonInclude]
    internal DateTimeOffset Since { get; init; }

    /// <summary>
    /// In a last attempt, when it was asked for: of that moment is the view that it leaves when it fails, since history has
    /// no other that the activity knows, too.
    /// </summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal DateTimeOffset? AskedAt { get; init; }

    /// <summary>The saga that this one is a step of; null when it is none.</summary>
    [JsonInclude]
    internal string? ParentId { get; init; }

    /// <summary>When the saga's instance began; null in calls that undo a sub-saga, which began in another one.</summary>
    [JsonInclude]
    internal DateTimeOffset? StartedAt { get; init; }

    [JsonInclude]
    internal SagaStatus Status { get; init; }

    /// <summary>The view changes to this sequence when the attempt leaves the saga stuck, and to the next one after any other.</summary>
    [JsonInclude]
    internal long Sequence { get; init; }

    /// <summary>The step's row as it stood before this attempt; null when no view is to be told.</summary>
    [JsonInclude]
    internal StepTimeline? Step { get; init; }

    /// <summary>
    /// Rows of other steps that the orchestrator has changed since its last call, and that nobody has told of: they are
    /// written with this attempt's own. Null where there are none.
    /// </summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<StepTimeline>? Due { get; init; }

    /// <summary>In the first call of a sub-saga, what is due in the views of the sagas above it; null in every other call.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<SagaTimeline>? Above { get; init; }

    /// <summary>
    /// True in the first attempt of a step of which nobody could infer that it has begun: a condition decides whether it runs, or another
    /// path's failure.
    /// </summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal bool TellsItsBeginning { get; init; }

    /// <summary>True in a last attempt that a rewind makes again.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal bool IsRewound { get; init; }

    /// <summary>What the activity that asks for a compensation by event must know; null in every other call.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal EventCall? Event { get; init; }

    /// <summary>In a last attempt, what no activity has told of yet and nobody could if it leaves the saga stuck; null where there is nothing.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal IReadOnlyList<EndedOperation>? Awaited { get; init; }
}
