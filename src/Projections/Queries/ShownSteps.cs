using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Queries;

/// <summary>What a saga's definition adds to what its rows tell of the steps.</summary>
/// <remarks>
/// A row is written when an attempt has ended. So while the saga runs, a step without one whose predecessors have all ended
/// well is shown as running since then: its first attempt, or its sub-saga, is under way. That is inferred where nothing but
/// the predecessors decides it: not where a condition or a lock does, nor once a step has failed.
/// </remarks>
internal static class ShownSteps
{
    /// <param name="definition">Null when it is not registered any more.</param>
    public static SagaView Of(SagaView view, SagaDefinition? definition)
    {
        if (definition is null || definition.Steps.Count != view.Steps.Count)
        {
            return view with { Steps = [.. view.Steps.Select(step => Waiting(step, view.Status))] };
        }

        var steps = view.Steps.Zip(definition.Steps, (step, defined) => Waiting(Counted(step, defined), view.Status)).ToArray();
        var byName = steps.Zip(definition.Steps).ToDictionary(entry => entry.Second.Name, entry => entry.First, StringComparer.Ordinal);
        var begun = GoesForward(view, definition) ? steps.Zip(definition.Steps, (step, defined) => Begun(step, defined, byName)) : steps;
        return view with { Steps = [.. begun.Zip(definition.Steps, (step, defined) => Named(step, defined, view.Id))] };
    }

    private static StepView Counted(StepView step, StepDefinition defined) => step with
    {
        MaxAttempts = MostOf(defined.Action, defined.Attempts),
        MaxCompensationAttempts = MostOf(defined.Compensation, defined.CompensationAttempts),
    };

    private static int? MostOf(StepWork? work, AttemptPolicy policy) => work switch
    {
        StepWork.Activity => policy.MaxAttempts,
        StepWork.Event => StepWork.Event.Publications,
        _ => null,
    };

    // What has ended from outside waits for nobody.
    private static StepView Waiting(StepView step, SagaStatus saga) =>
        step.Until is null || saga.IsUnderWay() || saga == SagaStatus.Stuck ? step : step with { WaitsFor = null, Until = null };

    private static bool GoesForward(SagaView view, SagaDefinition definition) => view.Status == SagaStatus.Running
        && definition.Protocol != Protocol.TwoPhaseCommit
        && view.Steps.All(step => step.Status is StepStatus.Pending or StepStatus.Running or StepStatus.Succeeded or StepStatus.Skipped);

    private static StepView Begun(StepView step, StepDefinition defined, Dictionary<string, StepView> byName)
    {
        StepView[] before = [.. defined.After.Select(name => byName[name])];
        return step.Status == StepStatus.Pending && !defined.IsConditional && before.All(HasEndedWell)
            ? step with { Status = StepStatus.Running, StartedAt = step.StartedAt ?? before.Max(earlier => earlier.FinishedAt) }
            : step;
    }

    private static StepView Named(StepView step, StepDefinition defined, string saga) =>
        defined.Action is StepWork.SubSaga && step.Status is not (StepStatus.Pending or StepStatus.Skipped)
            ? step with { Saga = SubSagaId.Of(saga, defined.Name) }
            : step;

    private static bool HasEndedWell(StepView step) => step.Status is StepStatus.Succeeded or StepStatus.Skipped;
}
