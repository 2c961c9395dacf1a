using DurableSagas.Participants.Barriers;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.SagaFunctions.Steps;

/// <summary>Says a saga's step in the barrier's words, and the barrier's answer in the saga's.</summary>
public static class BarrierCalls
{
    /// <summary>Of an activity's call.</summary>
    public static BarrierCall ToBarrier<TRequest>(this StepCall<TRequest> call) => new(
        call.Saga.Id,
        call.Step,
        call.Operation == StepOperation.Action ? BarrierOperation.Forward : BarrierOperation.Compensate);

    /// <summary>Of a compensation that came as an event.</summary>
    public static BarrierCall ToBarrier<TRequest>(this CompensationRequested<TRequest> requested) =>
        new(requested.InstanceId, requested.Step, BarrierOperation.Compensate);

    /// <exception cref="StepRefusedException">The call came after its own compensation: nothing was done, and never will be.</exception>
    public static BarrierOutcome OrRefused(this BarrierOutcome outcome, BarrierCall call) => outcome == BarrierOutcome.AlreadyCompensated
        ? throw new StepRefusedException($"{call.Branch} of saga '{call.Saga}' came after its compensation; nothing was done.")
        : outcome;

    /// <inheritdoc cref="OrRefused(BarrierOutcome, BarrierCall)"/>
    public static T? OrRefused<T>(this BarrierResult<T> result, BarrierCall call)
    {
        result.Outcome.OrRefused(call);
        return result.Value;
    }
}
