namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>Those who wait for an instance to start or to end.</summary>
internal sealed class InstanceWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Waiting> _waiting = [];

    /// <summary>Asks again after each change of the instance until the answer is there.</summary>
    public async Task<T> WaitAsync<T>(string instanceId, Func<T?> ask, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var waiting = Join(instanceId);
            try
            {
                if (ask() is { } answer)
                {
                    return answer;
                }

                await waiting.Changed.Task.WaitAsync(cancellationToken);
            }
            finally
            {
                Leave(instanceId, waiting);
            }
        }
    }

    public void Changed(string instanceId)
    {
        Waiting? waiting;
        lock (_gate)
        {
            _waiting.Remove(instanceId, out waiting);
        }

        waiting?.Changed.TrySetResult();
    }

    public void Stop()
    {
        lock (_gate)
        {
            foreach (var waiting in _waiting.Values)
            {
                waiting.Changed.TrySetCanceled();
            }
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
        public TaskCompletionSource Changed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count { get; set; }
    }
}
