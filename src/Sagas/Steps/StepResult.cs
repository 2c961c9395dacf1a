using DurableSagas.Sagas.Outcomes;
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
        Error = Status == AttemptStatus.Succeeded ? null : Error ?? before.Error,
        Until = null,
    };

    private StepStatus AfterAction(bool isTriedAgain) => Status switch
    {
        AttemptStatus.Succeeded => StepStatus.Succeeded,
        AttemptStatus.Refused => StepStatus.Refused,
        AttemptStatus.Pending => StepStatus.Running,
        _ => isTriedAgain ? StepStatus.Running : StepStatus.Failed,
    };

    private StepStatus AfterCompensation() => Status == AttemptStatus.Succeeded ? StepStatus.Compensated : StepStatus.Compensating;
}
