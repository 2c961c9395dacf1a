using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Running.Frontiers;

/// <summary>What is to be undone, and when its turn is: decided by the steps' timelines alone, for the run and for whoever tells of it beforehand.</summary>
internal sealed class BackwardOrder(SagaDefinition definition, Func<int, StepTimeline> stepOf)
{
    /// <summary>Whether the step has something to undo, and it is not undone.</summary>
    public bool IsLeftToUndo(int ordinal) => definition.Steps[ordinal] is { Compensation: not null } step
        && stepOf(ordinal) is not ({ Status: StepStatus.Compensated } or { ByHand: InterventionAction.Skip })
        && (step.CompensatesAlways || stepOf(ordinal).MayHaveHappened);

    /// <summary>The steps whose compensation's turn it is, whether it is under way or not.</summary>
    public IEnumerable<int> Ready()
    {
        var cleared = Cleared();
        return Enumerable.Range(0, definition.Steps.Count)
            .Where(ordinal => IsLeftToUndo(ordinal) && definition.Successors[ordinal].All(successor => cleared[successor]));
    }

    // Of each step: whether nothing of it, nor of any step after it, is left to undo. One look at each: paths through a graph are too many.
    private bool[] Cleared()
    {
        var cleared = new bool[definition.Steps.Count];
        foreach (var ordinal in definition.LastToFirst)
        {
            cleared[ordinal] = !IsLeftToUndo(ordinal) && definition.Successors[ordinal].All(successor => cleared[successor]);
        }

        return cleared;
    }
}
