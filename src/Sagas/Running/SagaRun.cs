using DurableSagas.Sagas.Running.Frontiers;

namespace DurableSagas.Sagas.Running;

/// <summary>Goes along a frontier until nothing is left to do.</summary>
/// <remarks>
/// Operations run side by side as the frontier has them. What can end the run by a failure, a last attempt, waits until
/// nothing else is in flight and is made alone: history then holds one TaskFailed, the thing that a rewind redoes.
/// </remarks>
internal sealed class SagaRun(IFrontier frontier, OperationRunner operations)
{
    private readonly SortedDictionary<int, (Operation Operation, Task<OperationResult> Ended)> _inFlight = [];
    private readonly SortedDictionary<int, Operation> _lastAttempts = [];
    private Exception? _broken;

    public async Task RunAsync()
    {
        while (true)
        {
            BeginNext();
            if (_inFlight.Count > 0)
            {
                await ObserveAsync();
            }
            else if (_broken is not null)
            {
                throw _broken;
            }
            else if (_lastAttempts.Count > 0)
            {
                await MakeLastAttemptAsync();
            }
            else
            {
                return;
            }
        }
    }

    private void BeginNext()
    {
        if (_broken is not null)
        {
            return;
        }

        try
        {
            foreach (var operation in frontier.Next())
            {
                _inFlight.Add(operation.Ordinal, (operation, operations.RunAsync(operation, frontier.AbandonOf(operation))));
            }
        }
        catch (Exception exception)
        {
            _broken = exception;
        }
    }

    private async Task ObserveAsync()
    {
        var raised = frontier.Raised;
        IEnumerable<Task> ends = _inFlight.Values.Select(operation => operation.Ended);
        await Task.WhenAny(raised is null ? ends : ends.Append(raised));
        if (raised is { IsCompleted: true })
        {
            frontier.Hear();
        }

        foreach (var (ordinal, (operation, ended)) in _inFlight.Where(entry => entry.Value.Ended.IsCompleted).ToArray())
        {
            _inFlight.Remove(ordinal);
            await EndAsync(operation, ended);
        }
    }

    private async Task EndAsync(Operation operation, Task<OperationResult> ended)
    {
        try
        {
            var result = await ended;
            if (result == OperationResult.LastAttemptLeft)
            {
                _lastAttempts.Add(operation.Ordinal, operation);
            }
            else
            {
                frontier.Ended(operation, result);
            }
        }
        catch (Exception exception)
        {
            // Not a result but a fault of the host or the code. Thrown at once, it would leave what is in flight without a reader.
            _broken ??= exception;
        }
    }

    private async Task MakeLastAttemptAsync()
    {
        var (ordinal, operation) = _lastAttempts.First();
        frontier.Ended(operation, await operations.LastAttemptAsync(operation));
        _lastAttempts.Remove(ordinal);
        // Nobody listened meanwhile, and after a path's last compensation the saga would go on.
        if (frontier.Raised is { IsCompleted: true })
        {
            frontier.Hear();
        }
    }
}
