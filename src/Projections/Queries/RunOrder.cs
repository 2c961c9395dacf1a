using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Running.Frontiers;

namespace DurableSagas.Projections.Queries;

/// <summary>The run's own order, over steps as a view shows them.</summary>
internal static class RunOrder
{
    public static ForwardOrder Of(SagaDefinition definition, IReadOnlyList<StepView> steps, IReadOnlyList<int?>? locksAfter = null)
    {
        StepTimeline[] timelines = [.. steps.Select((step, ordinal) => step.ToTimeline(ordinal))];
        return new ForwardOrder(definition, ordinal => timelines[ordinal], locksAfter);
    }
}
