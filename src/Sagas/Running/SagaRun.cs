using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Running;

/// <summary>One run of a saga: forward through its steps, and backward through what was done when one fails.</summary>
/// <remarks>
/// Operations run side by side as the definition allows. What can end the run by a failure, a last attempt, waits until
/// nothing else is in flight and is made alone: history then holds one TaskFailed, the thing that a rewind redoes.
/// </remarks>
internal sealed class SagaRun(SagaDefinition definition, SagaState state, StepOperations operations, SagaSignals signals, IStepCaller caller)
{
    private readonly SortedDictionary<int, Task<OperationEnd>> _inFlight = [];
    private readonly SortedSet<int> _lastAttempts = [];
    private readonly HashSet<int> _compensating = [];
    private readonly int?[] _locksAfter = LockOrder.Of(definition, caller);
    private SagaFailure? _failure;
    private Exception? _broken;

    public async Task<SagaOutcome> RunAsync()
    {
        using var abandon = new CancellationTokenSource();
        await DriveAsync(StepOperation.Action, abandon);
        if (_failure is null)
        {
            return state.Completed();
        }

        return await CompensateAsync(_failure);
    }

    /// <summary>Undoes a run of this saga that has completed.</summary>
    public async Task<SagaOutcome> UndoAsync(SubSagaDone done)
    {
        for (var ordinal = 0; ordinal < definition.Steps.Count; ordinal++)
        {
            if (done.HasSucceeded(definition.Steps[ordinal].Name))
            {
                state.TakeOver(ordinal, done.Results);
            }
        }

        return await CompensateAsync(new SagaFailure(null, "Undone with the saga that it was part of."));
    }

    private async Task<SagaOutcome> CompensateAsync(SagaFailure failure)
    {
        state.StartCompensating();
        await DriveAsync(StepOperation.Compensation, abandon: null);
        return state.Compensated(failure);
    }

    private async Task DriveAsync(StepOperation operation, CancellationTokenSource? abandon)
    {
        while (true)
        {
            StartReady(operation, abandon);
            if (_inFlight.Count > 0)
            {
                await ObserveAsync(operation, abandon);
            }
            else if (_broken is not null)
            {
                throw _broken;
            }
            else if (_lastAttempts.Count > 0)
            {
                await MakeLastAttemptAsync(_lastAttempts.Min, operation);
            }
            else
            {
                return;
            }
        }
    }

    private void StartReady(StepOperation operation, CancellationTokenSource? abandon)
    {
        var cleared = operation == StepOperation.Compensation ? Cleared() : [];
        // A skipped step may make another one ready, declared before it or after it.
        for (var again = true; again;)
        {
            again = false;
            for (var ordinal = 0; ordinal < definition.Steps.Count; ordinal++)
            {
                if (IsReady(ordinal, operation, cleared))
                {
                    again = !StartOrSkip(ordinal, operation, abandon) || again;
                }
            }
        }
    }

    private bool IsReady(int ordinal, StepOperation operation, bool[] cleared) => _broken is null && (operation == StepOperation.Action
        ? _failure is null && state[ordinal].Status == StepStatus.Pending && definition.Predecessors[ordinal].All(HasEndedWell) && (_locksAfter[ordinal] is not { } first || HasEndedWell(first))
        : NeedsCompensation(ordinal) && !_compensating.Contains(ordinal) && definition.Successors[ordinal].All(successor => cleared[successor]));

    private bool StartOrSkip(int ordinal, StepOperation operation, CancellationTokenSource? abandon)
    {
        var (isWanted, objection) = operation == StepOperation.Action ? Look(ordinal) : (true, null);
        if (!isWanted)
        {
            state.Skip(ordinal);
            return false;
        }

        if (objection is not null)
        {
            TurnBack(new SagaFailure(definition.Steps[ordinal].Name, objection), abandon);
            return true;
        }

        if (operation == StepOperation.Action)
        {
            state.Start(ordinal);
        }
        else
        {
            _compensating.Add(ordinal);
        }

        // Without a way back, a pivot is asked until its result is known: a cancel cannot make it give up.
        var canGiveUp = !definition.Steps[ordinal].EndsStuck(operation);
        _inFlight.Add(ordinal, operations.RunAsync(ordinal, operation, canGiveUp && abandon is not null ? abandon.Token : CancellationToken.None));
        return true;
    }

    private (bool IsWanted, string? Objection) Look(int ordinal)
    {
        try
        {
            return caller.IsWanted(ordinal) ? (true, caller.ObjectionTo(ordinal)) : (false, null);
        }
        catch (Exception exception)
        {
            // Thrown at once, it would leave an instance failed and nothing undone; after the pivot, where nothing can be, it ends the run.
            _broken = IsPastPivot ? exception : _broken;
            return (true, $"Its condition cannot be told: {ErrorText.Of(exception)}");
        }
    }

    private async Task ObserveAsync(StepOperation operation, CancellationTokenSource? abandon)
    {
        var listens = operation == StepOperation.Action && _failure is null && !IsPastPivot;
        await Task.WhenAny(listens ? [.. _inFlight.Values, signals.Raised] : [.. _inFlight.Values]);
        if (listens && signals.Raised.IsCompleted)
        {
            TurnBack(signals.Failure, abandon);
        }

        foreach (var (ordinal, ended) in _inFlight.Where(entry => entry.Value.IsCompleted).ToArray())
        {
            _inFlight.Remove(ordinal);
            await EndAsync(ordinal, operation, ended, abandon);
        }
    }

    private async Task EndAsync(int ordinal, StepOperation operation, Task<OperationEnd> ended, CancellationTokenSource? abandon)
    {
        try
        {
            End(ordinal, operation, await ended, abandon);
        }
        catch (Exception exception)
        {
            // Not a result but a fault of the host or the code. Thrown at once, it would leave what is in flight without a reader.
            _broken ??= exception;
        }
    }

    private void End(int ordinal, StepOperation operation, OperationEnd end, CancellationTokenSource? abandon)
    {
        var step = definition.Steps[ordinal];
        switch (end)
        {
            case OperationEnd.Succeeded when operation == StepOperation.Action && step.Kind == StepKind.Pivot:
                // Only a cancel or the deadline can have come between: too late, nothing is undone after the pivot.
                _failure = null;
                break;
            case OperationEnd.LastAttemptLeft:
                _lastAttempts.Add(ordinal);
                break;
            case OperationEnd.Refused:
                TurnBack(new SagaFailure(step.Name, state[ordinal].Error ?? "Refused."), abandon);
                break;
            case OperationEnd.Unknown:
                TurnBack(new SagaFailure(step.Name, $"The result is unknown after {state[ordinal].Attempts} attempts: {state[ordinal].Error ?? "still pending at its deadline"}"), abandon);
                break;
        }
    }

    private async Task MakeLastAttemptAsync(int ordinal, StepOperation operation)
    {
        var end = await operations.LastAttemptAsync(ordinal, operation);
        _lastAttempts.Remove(ordinal);
        End(ordinal, operation, end, abandon: null);
    }

    private void TurnBack(SagaFailure failure, CancellationTokenSource? abandon)
    {
        _failure ??= failure;
        abandon?.Cancel();
    }

    private bool IsPastPivot => definition.IsPastPivot(step => state[step].Status);

    private bool HasEndedWell(int ordinal) => state[ordinal].Status is StepStatus.Succeeded or StepStatus.Skipped;

    private bool NeedsCompensation(int ordinal) => definition.Steps[ordinal] is { Compensation: not null } step
        && state[ordinal].Status != StepStatus.Compensated
        && (step.CompensatesAlways || state[ordinal].MayHaveHappened);

    // Of each step: whether nothing of it, nor of any step after it, is left to undo. One look at each: paths through a graph are too many.
    private bool[] Cleared()
    {
        var cleared = new bool[definition.Steps.Count];
        foreach (var ordinal in definition.LastToFirst)
        {
            cleared[ordinal] = !NeedsCompensation(ordinal) && definition.Successors[ordinal].All(successor => cleared[successor]);
        }

        return cleared;
    }
}
