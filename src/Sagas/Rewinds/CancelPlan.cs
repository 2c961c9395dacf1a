using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Rewinds;

/// <summary>What a cancel of a saga under way leads to, if all that it leads to works.</summary>
public static class CancelPlan
{
    /// <summary>The calls that undo what was done, in order; those of what is in flight are not certain, for it may yet be refused.</summary>
    /// <param name="saga">As it stands, before its point of no return.</param>
    public static IReadOnlyList<RewindCall> Of(StuckSaga saga)
    {
        var (defined, steps) = (saga.Definition.Steps, saga.Steps.ToArray());
        List<RewindCall> calls = [];
        foreach (var step in saga.Steps.Where(step => step.Status == StepStatus.Running))
        {
            // A saga below turns back by itself, before anything else is undone.
            var below = saga.SubSagas.TryGetValue(step.Name, out var part) && !IsPastPivot(part) ? part : null;
            calls.AddRange(below is null ? [] : Of(below));
            steps[step.Ordinal] = step with { Status = below is null ? Interrupted(defined[step.Ordinal]) : StepStatus.Refused };
        }

        var run = new PlannedRun(saga with { Steps = steps, IsUndoing = true }, isCertain: true);
        run.Play();
        // Works what is the point of no return, the saga goes on.
        var mayGoOn = saga.Steps.Any(step => step.Status == StepStatus.Running && defined[step.Ordinal].Kind == StepKind.Pivot);
        return [.. calls.Concat(run.Calls).Select(call => call with { IsCertain = call.IsCertain && !mayGoOn && !IsInFlight(saga, call) })];
    }

    private static bool IsPastPivot(StuckSaga saga) => saga.Definition.IsPastPivot(ordinal => saga.Steps[ordinal].Status);

    private static bool IsInFlight(StuckSaga saga, RewindCall call) =>
        call.Saga == saga.Id && saga.Steps.Any(step => step.Name == call.Step && step.Status == StepStatus.Running);

    // Nobody is asked any more; of anything else nobody knows what it did.
    private static StepStatus Interrupted(StepDefinition step) => step.HasNoEffect ? StepStatus.Skipped : StepStatus.Failed;
}
