using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Definitions.Choices;
using DurableSagas.Sagas.Definitions.Validation;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Signals;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Running.Frontiers;

/// <summary>Forward through the steps, as the definition allows, until all have ended well or one turns the saga back.</summary>
internal sealed class ForwardFrontier(SagaDefinition definition, IReadOnlyList<RunStep> steps, SagaState state, SagaSignals signals) : IFrontier, IDisposable
{
    private readonly ForwardOrder _order = new(definition, ordinal => state[ordinal], LockOrder.Of(definition, [.. steps.Select(step => step.Lock)]));
    private readonly CancellationTokenSource _abandon = new();
    private readonly Dictionary<ChoicePath, CancellationTokenSource> _abandonPath = [];
    private readonly HashSet<int> _undoing = [];

    /// <summary>Why the saga turns back; null while it does not.</summary>
    public SagaFailure? Failure { get; private set; }

    public Task? Raised => Failure is null && !IsPastPivot ? signals.Raised : null;

    private bool IsPastPivot => definition.IsPastPivot(step => state[step].Status);

    public IEnumerable<Operation> Next()
    {
        // A skipped step may make another one ready, declared before it or after it; so may one that cannot begin, on a path with alternatives.
        for (var again = true; again;)
        {
            again = false;
            foreach (var ordinal in LeavePaths())
            {
                yield return state.Asks(ordinal, steps[ordinal], StepOperation.Compensation);
            }

            for (var ordinal = 0; ordinal < steps.Count; ordinal++)
            {
                if (!IsReady(ordinal))
                {
                    continue;
                }

                if (Begin(ordinal))
                {
                    yield return state.Asks(ordinal, steps[ordinal], StepOperation.Action);
                }

                again = again || state[ordinal].Status is StepStatus.Skipped or StepStatus.Refused;
            }
        }
    }

    // Without a way back, a pivot is asked until its result is known: a cancel cannot make it give up.
    public CancellationToken AbandonOf(Operation operation) => operation.MustWork ? CancellationToken.None
        : definition.PathOf(operation.Ordinal) is { } path ? AbandonOf(path).Token
        : _abandon.Token;

    public void Hear() => TurnBack(signals.Failure);

    public void Ended(Operation operation, OperationResult result)
    {
        switch (result.Status)
        {
            case AttemptStatus.Succeeded when operation.Step.Kind.IsPastPivot(StepStatus.Succeeded):
                // Only a cancel or the deadline can have come between: too late, nothing is undone after the pivot.
                Failure = null;
                break;
            case AttemptStatus.Refused:
                Fail(operation.Ordinal, result.Error ?? "Refused.");
                break;
            case AttemptStatus.Unknown:
                Fail(
                    operation.Ordinal,
                    $"The result is unknown after {state[operation.Ordinal].Attempts} attempts: {result.Error ?? ErrorText.StillPending}");
                break;
        }
    }

    /// <summary>The saga's result, once every step has ended well; or why it turns back after all.</summary>
    public (ForeignJson? Result, SagaFailure? Failure) Finish(Func<SagaState, ForeignJson> result)
    {
        try
        {
            return (result(state), null);
        }
        catch (Exception exception) when (!IsPastPivot)
        {
            return (null, new SagaFailure(null, $"Its result cannot be told: {ErrorText.Of(exception)}"));
        }
    }

    public void Dispose()
    {
        foreach (var path in _abandonPath.Values)
        {
            path.Dispose();
        }

        _abandon.Dispose();
    }

    private bool IsReady(int ordinal) => Failure is null && _order.IsReady(ordinal);

    /// <returns>False when the step is skipped, or turns the saga back before it has begun.</returns>
    private bool Begin(int ordinal)
    {
        try
        {
            if (!steps[ordinal].IsWanted(state))
            {
                state.Skip(ordinal);
                return false;
            }

            if (steps[ordinal].ObjectionTo(state) is { } objection)
            {
                Fail(ordinal, objection);
                return false;
            }
        }
        catch (Exception exception) when (!IsPastPivot)
        {
            // Thrown on, it would leave an instance failed and nothing undone; after the pivot, where nothing can be, it ends the run.
            Fail(ordinal, $"Its condition cannot be told: {ErrorText.Of(exception)}");
            return false;
        }

        state.Start(ordinal);
        return true;
    }

    /// <returns>What is to be undone of the paths that are left for another.</returns>
    private IEnumerable<int> LeavePaths()
    {
        if (Failure is not null || definition.Choices.Count == 0)
        {
            return [];
        }

        foreach (var ordinal in Enumerable.Range(0, steps.Count).Where(_order.IsPassedBy))
        {
            state.Skip(ordinal);
        }

        foreach (var ordinal in _order.Left().SelectMany(path => path.Steps))
        {
            state.Forget(ordinal);
        }

        return [.. _order.ToUndo().Where(_undoing.Add)];
    }

    // While there is another path, the step's own is left, and nothing else turns back.
    private void Fail(int ordinal, string reason)
    {
        if (Failure is null && definition.PathOf(ordinal) is { IsLast: false } path)
        {
            state.GiveUp(ordinal, reason);
            AbandonOf(path).Cancel();
        }
        else
        {
            TurnBack(new SagaFailure(steps[ordinal].Definition.Name, reason));
        }
    }

    private CancellationTokenSource AbandonOf(ChoicePath path) =>
        _abandonPath.TryGetValue(path, out var known) ? known : _abandonPath[path] = CancellationTokenSource.CreateLinkedTokenSource(_abandon.Token);

    private void TurnBack(SagaFailure failure)
    {
        Failure ??= failure;
        _abandon.Cancel();
    }
}
