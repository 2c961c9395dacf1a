using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Running.Frontiers;

/// <summary>Backward through what was done, each step after all that came after it. Nothing stops it.</summary>
internal sealed class BackwardFrontier(SagaDefinition definition, IReadOnlyList<RunStep> steps, SagaState state) : IFrontier
{
    private readonly HashSet<int> _begun = [];

    public Task? Raised => null;

    public IEnumerable<Operation> Next()
    {
        var cleared = Cleared();
        for (var ordinal = 0; ordinal < steps.Count; ordinal++)
        {
            if (NeedsCompensation(ordinal) && definition.Successors[ordinal].All(successor => cleared[successor]) && _begun.Add(ordinal))
            {
                yield return state.Asks(ordinal, steps[ordinal], StepOperation.Compensation);
            }
        }
    }

    public CancellationToken AbandonOf(Operation operation) => CancellationToken.None;

    public void Hear()
    {
        // Nothing is listened to.
    }

    public void Ended(Operation operation, OperationResult result)
    {
        // The state says what is left to undo.
    }

    private bool NeedsCompensation(int ordinal) => steps[ordinal].Definition is { Compensation: not null } step
        && state[ordinal].Status != StepStatus.Compensated
        && (step.CompensatesAlways || state[ordinal].MayHaveHappened);

    // Of each step: whether nothing of it, nor of any step after it, is left to undo. One look at each: paths through a graph are too many.
    private bool[] Cleared()
    {
        var cleared = new bool[steps.Count];
        foreach (var ordinal in definition.LastToFirst)
        {
            cleared[ordinal] = !NeedsCompensation(ordinal) && definition.Successors[ordinal].All(successor => cleared[successor]);
        }

        return cleared;
    }
}
