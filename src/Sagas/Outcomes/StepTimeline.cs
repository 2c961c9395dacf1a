using System.Text.Json.Serialization;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Outcomes;

/// <summary>What is known of one step: the row of its view.</summary>
/// <remarks>
/// The orchestrator folds results into it at replay, and the activity folds the same result into the same row when it
/// writes the view; so the live view and one rebuilt from history cannot differ.
/// </remarks>
public sealed record StepTimeline
{
    public required string Name { get; init; }

    /// <summary>Place in the definition, from 0.</summary>
    public required int Ordinal { get; init; }

    public StepStatus Status { get; init; }

    /// <summary>Forward attempts made.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? Error { get; init; }

    /// <summary>Whether anything of its action may have been done: a "no" to the first attempt says that nothing was, one to a later attempt leaves open what an earlier one did.</summary>
    [JsonIgnore]
    public bool MayHaveHappened => Status switch
    {
        StepStatus.Pending or StepStatus.Skipped => false,
        StepStatus.Refused => Attempts > 1,
        _ => true,
    };

    /// <summary>The row after an attempt gave a result.</summary>
    /// <param name="lastOf">Attempts in all: an unknown result before the last one leaves the step as it was.</param>
    public StepTimeline After<T>(StepOperation operation, int attempt, int lastOf, StepResult<T> result) => this with
    {
        Status = operation == StepOperation.Action ? AfterAction(result.Status, attempt < lastOf) : AfterCompensation(result.Status),
        Attempts = operation == StepOperation.Action ? attempt : Attempts,
        StartedAt = StartedAt ?? result.StartedAt,
        FinishedAt = result.FinishedAt,
        Error = operation == StepOperation.Action && result.Status == AttemptStatus.Succeeded ? null : result.Error ?? Error,
    };

    /// <summary>The row when a last attempt has failed, and with it the run.</summary>
    public StepTimeline Stuck() => this with { Status = StepStatus.Stuck };

    private static StepStatus AfterAction(AttemptStatus status, bool isTriedAgain) => status switch
    {
        AttemptStatus.Succeeded => StepStatus.Succeeded,
        AttemptStatus.Refused => StepStatus.Refused,
        AttemptStatus.Pending => StepStatus.Running,
        _ => isTriedAgain ? StepStatus.Running : StepStatus.Failed,
    };

    private static StepStatus AfterCompensation(AttemptStatus status) =>
        status == AttemptStatus.Succeeded ? StepStatus.Compensated : StepStatus.Compensating;
}
