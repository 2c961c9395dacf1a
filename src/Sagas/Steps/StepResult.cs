using System.Text.Json.Serialization;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Steps;

/// <summary>What one attempt gave. A failure is a value, so that history holds TaskCompleted and a rewind leaves it alone.</summary>
public sealed record StepResult<T>
{
    public required AttemptStatus Status { get; init; }

    public T? Value { get; init; }

    public string? Error { get; init; }

    /// <summary>When to ask again, if the participant said so: with <see cref="AttemptStatus.Pending"/> or <see cref="AttemptStatus.Unknown"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Who gave it in place of an attempt; null when it is an attempt's own.</summary>
    [JsonInclude]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal Intervention? ByHand { get; init; }

    /// <summary>The step's row after this result.</summary>
    /// <remarks>
    /// The orchestrator's and the activity's: both fold the same result into the same row, so the live view and one rebuilt
    /// from history cannot differ.
    /// </remarks>
    /// <param name="lastOf">Attempts in all: an unknown result before the last one leaves the step as it was.</param>
    internal StepTimeline After(StepTimeline before, StepOperation operation, int attempt, int lastOf) => before.Tried(operation, attempt) with
    {
        Status = operation == StepOperation.Action ? AfterAction(isTriedAgain: attempt < lastOf) : AfterCompensation(),
        StartedAt = before.StartedAt ?? StartedAt,
        FinishedAt = FinishedAt,
        // Why it was skipped is there to be read.
        Error = Status == AttemptStatus.Succeeded && !IsSkipped ? null : Error ?? before.Error,
        Until = null,
        ByHand = ByHand?.Action ?? before.ByHand,
    };

    private bool IsSkipped => ByHand is { Action: InterventionAction.Skip };

    private StepStatus AfterAction(bool isTriedAgain) => Status switch
    {
        AttemptStatus.Succeeded => StepStatus.Succeeded,
        AttemptStatus.Refused => StepStatus.Refused,
        AttemptStatus.Pending => StepStatus.Running,
        _ => isTriedAgain ? StepStatus.Running : StepStatus.Failed,
    };

    // What was not undone is not said to be: nobody knows what stands of it.
    private StepStatus AfterCompensation() => Status switch
    {
        AttemptStatus.Succeeded when IsSkipped => StepStatus.Failed,
        AttemptStatus.Succeeded => StepStatus.Compensated,
        _ => StepStatus.Compensating,
    };
}
