using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Queries;

/// <summary>What a saga's definition adds to what its rows tell of the steps.</summary>
/// <remarks>
/// A row is written when an attempt has ended. So while the saga runs, a step without one whose turn it is by the run's own
/// order is shown as running since its predecessors ended: its first attempt, or its sub-saga, is under way. Not where a
/// condition decides it, whose step tells itself; nor once a step has failed, but for what waited for none.
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
        var begun = view.Status == SagaStatus.Running ? new BegunSteps(view, definition, steps).Steps : steps;
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

    private static StepView Named(StepView step, StepDefinition defined, string saga) =>
        defined.Action is StepWork.SubSaga && step.Status is not (StepStatus.Pending or StepStatus.Skipped)
            ? step with { Saga = SubSagaId.Of(saga, defined.Name) }
            : step;
}
