using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Running.Frontiers;

/// <summary>Whose turn it is on the way forward: decided by the steps' timelines alone, for the run and for whoever tells of it beforehand.</summary>
/// <param name="locksAfter">By ordinal, the step whose lock must be held before; none where nothing is locked any more.</param>
internal sealed class ForwardOrder(SagaDefinition definition, Func<int, StepTimeline> stepOf, IReadOnlyList<int?>? locksAfter = null)
{
    public bool IsReady(int ordinal) => stepOf(ordinal).Status == StepStatus.Pending
        && definition.Predecessors[ordinal].All(HasEndedWell)
        && (locksAfter?[ordinal] is not { } first || HasEndedWell(first));

    private bool HasEndedWell(int ordinal) => stepOf(ordinal).Status is StepStatus.Succeeded or StepStatus.Skipped;
}
