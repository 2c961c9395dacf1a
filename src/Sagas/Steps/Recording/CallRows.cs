using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Texts;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Sagas.Steps.Recording;

/// <summary>What an attempt changes in the view: the saga's row and its step's.</summary>
internal static class CallRows
{
    /// <summary>
    /// Written when a last attempt has failed, just before the run ends with it: nobody could write the view any more. Null
    /// when no view is to be told.
    /// </summary>
    public static SagaRows? Stuck<TRequest>(StepCall<TRequest> call, LastFailure failure) => call.Frame.Step is not { } before ? null : SagaRows.Of(
        HeadOf(call) with
        {
            Status = SagaStatus.Stuck,
            StuckAt = new StuckPlace(call.Saga.Id, call.Step, call.Operation, call.Activity, call.Counted, failure.Error, failure.FinishedAt),
            Error = ShortText.Of($"{before.Name}: {failure.Error ?? before.Error ?? "its last attempt failed"}"),
            Step = before.Name,
            UpdatedAt = call.Frame.AskedAt,
        },
        [.. call.Frame.Due ?? [], before.Tried(call.Operation, call.Counted) with { Status = StepStatus.Stuck, Error = failure.Error ?? before.Error }])
        .With(before.Ordinal, new StepTry(call.Operation, call.Counted, failure.StartedAt, failure.FinishedAt, failure.Status)
        {
            Error = failure.Error,
            IsLast = true,
        });

    /// <summary>
    /// Written when a saga's first attempt begins, or that of a step which only a condition lets run. Null in every other call,
    /// whose beginning is told by what has ended before it, and in a last attempt, whose failure is of the same sequence.
    /// </summary>
    public static SagaRows? Begun<TRequest>(StepCall<TRequest> call, DateTimeOffset now) =>
        call.Frame is { Sequence: SagaTimeline.FirstSequence, IsLastAttempt: false } or { TellsItsBeginning: true } && call.Frame.Step is { } begun
            ? SagaRows.Of(HeadOf(call) with { UpdatedAt = now }, begun)
            : null;

    /// <summary>Written when an attempt has given a result; null when no view is to be told.</summary>
    public static SagaRows? After<TRequest, T>(StepCall<TRequest> call, StepResult<T> result) => call.Frame.Step is not { } before ? null : SagaRows.Of(
        HeadOf(call) with { Sequence = call.Frame.Sequence + 1, UpdatedAt = result.FinishedAt },
        [.. call.Frame.Due ?? [], result.After(before, call.Operation, call.Counted, call.Frame.MaxAttempts)])
        .With(before.Ordinal, new StepTry(call.Operation, call.Counted, result.StartedAt, result.FinishedAt, result.Status)
        {
            Error = result.Error,
            RetryAfter = result.RetryAfter,
            IsReadOnly = ReadOnlyVote.IsIn(call, result.Value),
            ByHand = result.ByHand is not null,
            Pendings = result.Status == AttemptStatus.Pending ? 1 : 0,
        });

    /// <summary>What the first call of a sub-saga tells of the sagas above it.</summary>
    public static IEnumerable<SagaRows> Above(IReadOnlyList<SagaTimeline>? above) => (above ?? []).Select(SagaRows.OfSome);

    private static SagaHead HeadOf<TRequest>(StepCall<TRequest> call) => new()
    {
        Saga = call.Saga,
        ParentId = call.Frame.ParentId,
        StartedAt = call.Frame.StartedAt,
        Status = call.Frame.Status,
        Sequence = call.Frame.Sequence,
        IsRewound = call.Frame.IsRewound,
    };
}
