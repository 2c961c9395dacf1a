namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>Counts what the engine has in hand; at zero, nothing will happen until a timer is due or somebody asks for something.</summary>
internal sealed class WorkInProgress
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;
    private long _count;

    public bool IsIdle
    {
        get
        {
            lock (_gate)
            {
                return _count == 0;
            }
        }
    }

    public void Begin()
    {
        lock (_gate)
        {
            _count++;
        }
    }

    public void End()
    {
        TaskCompletionSource? idle = null;
        lock (_gate)
        {
            if (--_count == 0)
            {
                (idle, _idle) = (_idle, null);
            }
        }

        idle?.SetResult();
    }

    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }
}
