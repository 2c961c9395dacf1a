using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Instances;

/// <summary>Those who wait for an instance to end.</summary>
internal sealed class InstanceWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Waiting> _waiting = [];

    /// <summary>Asks once, after having joined: an end cannot fall between the two.</summary>
    public async Task<OrchestrationState> WaitAsync(string instanceId, Func<OrchestrationState?> ended, CancellationToken cancellationToken)
    {
        var waiting = Join(instanceId);
        try
        {
            return ended() ?? await waiting.End.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(instanceId, waiting);
        }
    }

    public void Ended(OrchestrationState state)
    {
        Waiting? waiting;
        lock (_gate)
        {
            _waiting.Remove(state.OrchestrationInstance.InstanceId, out waiting);
        }

        waiting?.End.TrySetResult(state);
    }


    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            foreach (var waiting in _waiting.Values)
            {
                waiting.End.TrySetException(failure);
            }

            _waiting.Clear();
        }
    }

    private Waiting Join(string instanceId)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(instanceId, out var waiting))
            {
                _waiting[instanceId] = waiting = new Waiting();
            }

            waiting.Count++;
            return waiting;
        }
    }

    private void Leave(string instanceId, Waiting waiting)
    {
        lock (_gate)
        {
            if (--waiting.Count == 0 && _waiting.TryGetValue(instanceId, out var current) && current == waiting)
            {
                _waiting.Remove(instanceId);
            }
        }
    }

    private sealed class Waiting
    {
        public TaskCompletionSource<OrchestrationState> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count { get; set; }
    }
}
