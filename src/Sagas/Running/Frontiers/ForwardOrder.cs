using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Running.Frontiers;

/// <summary>Whose turn it is on the way forward: decided by the steps' statuses alone, for the run and for whoever tells of it before or beside it.</summary>
/// <param name="statusOf">Of the step with this ordinal.</param>
/// <param name="locksAfter">By ordinal, the step whose lock must be held before; none where nothing is locked any more.</param>
public sealed class ForwardOrder(SagaDefinition definition, Func<int, StepStatus> statusOf, IReadOnlyList<int?>? locksAfter = null)
{
    public bool IsReady(int ordinal) => statusOf(ordinal) == StepStatus.Pending
        && definition.Predecessors[ordinal].All(HasEndedWell)
        && (locksAfter?[ordinal] is not { } first || HasEndedWell(first));

    private bool HasEndedWell(int ordinal) => statusOf(ordinal) is StepStatus.Succeeded or StepStatus.Skipped;
}
