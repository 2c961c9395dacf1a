using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Steps;

/// <summary>What an attempt changes in the view: the saga's row and one step's.</summary>
/// <param name="ParentId">The saga that this one is a step of: it is stuck when this one is.</param>
/// <param name="Error">The saga's error: only a stuck saga has one.</param>
/// <param name="At">When the attempt gave its result, or was asked for, if it left the saga stuck; null where the call did not tell.</param>
public sealed record StepChange(string InstanceId, string? ParentId, string Saga, Protocol Protocol, int Version, long Sequence, SagaStatus Status, string? Error, DateTimeOffset? At, StepTimeline Step)
{
    /// <summary>When the saga's instance began; null where the call did not tell.</summary>
    public DateTimeOffset? SagaStartedAt { get; init; }

    /// <summary>Written when a last attempt has failed, just before the run ends with it: nobody could write the view any more.</summary>
    public static StepChange Stuck<TRequest>(StepCall<TRequest> call)
    {
        var step = call.Timeline.Stuck();
        return Of(call, call.Sequence, SagaStatus.Stuck, ShortText.Of($"{step.Name}: {step.Error ?? "its last attempt failed"}"), call.AskedAt, step);
    }

    /// <summary>Written when an attempt has given a result.</summary>
    public static StepChange After<TRequest, T>(StepCall<TRequest> call, StepResult<T> result) =>
        Of(call, call.Sequence + 1, call.SagaStatus, null, result.FinishedAt, call.Timeline.After(call.Operation, call.Attempt, call.MaxAttempts, result));

    private static StepChange Of<TRequest>(StepCall<TRequest> call, long sequence, SagaStatus status, string? error, DateTimeOffset? at, StepTimeline step) =>
        new(call.InstanceId, call.ParentId, call.Saga, call.Protocol, call.Version, sequence, status, error, at, step) { SagaStartedAt = call.SagaStartedAt };
}
