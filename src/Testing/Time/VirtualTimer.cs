namespace DurableSagas.Testing.Time;

/// <summary>A timer on the virtual clock, and the activity that waits for it, if one does.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state, ActivityFlow? flow) : ITimer
{
    private readonly WaitKind _kind = IsTimeout(state) ? WaitKind.Timeout : WaitKind.Delay;

    /// <summary>Null when it is not set.</summary>
    public DateTimeOffset? Due { get; private set; }

    public TimeSpan Period { get; private set; } = Timeout.InfiniteTimeSpan;

    /// <summary>False for what comes again and again: nobody waits for it, so time does not jump to it.</summary>
    public bool IsAwaited => Period <= TimeSpan.Zero;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (!time.Contains(this))
        {
            return false;
        }

        Period = period;
        Set(dueTime < TimeSpan.Zero ? null : time.GetUtcNow() + dueTime);
        return true;
    }

    public void Fire()
    {
        Set(Period > TimeSpan.Zero ? time.GetUtcNow() + Period : null);
        callback(state);
    }

    public void Dispose()
    {
        time.Remove(this);
        Set(null);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Set(DateTimeOffset? due)
    {
        bool opened, closed;
        lock (time.Gate)
        {
            (opened, closed) = (Due is null && due is not null, Due is not null && due is null);
            Due = due;
        }

        if (opened)
        {
            flow?.BeginWait(_kind);
        }
        else if (closed)
        {
            flow?.EndWait(_kind);
        }
    }

    // The framework's own names: a CancellationTokenSource with a time-out, and Task.WaitAsync with one.
    private static bool IsTimeout(object? state) =>
        state is CancellationTokenSource || state?.GetType().Name.StartsWith("CancellationPromise", StringComparison.Ordinal) == true;
}
