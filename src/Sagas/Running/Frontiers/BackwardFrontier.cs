using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Running.Frontiers;

/// <summary>Backward through what was done, each step after all that came after it. Nothing stops it.</summary>
internal sealed class BackwardFrontier(SagaDefinition definition, IReadOnlyList<RunStep> steps, SagaState state) : IFrontier
{
    private readonly BackwardOrder _order = new(definition, ordinal => state[ordinal]);
    private readonly HashSet<int> _begun = [];

    public Task? Raised => null;

    public IEnumerable<Operation> Next() =>
        _order.Ready().Where(_begun.Add).Select(ordinal => state.Asks(ordinal, steps[ordinal], StepOperation.Compensation));

    public CancellationToken AbandonOf(Operation operation) => CancellationToken.None;

    public void Hear()
    {
        // Nothing is listened to.
    }

    public void Ended(Operation operation, OperationResult result)
    {
        // The state says what is left to undo.
    }
}
