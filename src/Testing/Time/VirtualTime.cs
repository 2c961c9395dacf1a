namespace DurableSagas.Testing.Time;

/// <summary>A clock that stands still until it is moved, and knows who waits for it.</summary>
/// <remarks>Moving it calls the timers that are due on the mover's thread, in the order of their times.</remarks>
public sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly List<VirtualTimer> _timers = [];
    private DateTimeOffset _now = start;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    internal Lock Gate { get; } = new();

    /// <summary>When the next timer that somebody waits for is due; null when there is none. Durable timers are not among them.</summary>
    internal DateTimeOffset? NextDueAt
    {
        get
        {
            lock (Gate)
            {
                return _timers.Where(timer => timer.IsAwaited).Min(timer => timer.Due);
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (Gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state, ActivityFlow.OfCaller);
        lock (Gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Hangs until it is given up; time may move meanwhile, whatever the rule.</summary>
    internal static async Task HangAsync(CancellationToken cancellationToken)
    {
        var flow = ActivityFlow.OfCaller;
        flow?.BeginWait(WaitKind.Delay);
        try
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }
        finally
        {
            flow?.EndWait(WaitKind.Delay);
        }
    }

    /// <summary>Sets the clock, never back, and calls all timers that are due.</summary>
    internal void JumpTo(DateTimeOffset target)
    {
        lock (Gate)
        {
            _now = target > _now ? target : _now;
        }

        while (TakeDue() is { } due)
        {
            due.Fire();
        }
    }

    internal bool Contains(VirtualTimer timer)
    {
        lock (Gate)
        {
            return _timers.Contains(timer);
        }
    }

    internal void Remove(VirtualTimer timer)
    {
        lock (Gate)
        {
            _timers.Remove(timer);
        }
    }

    private VirtualTimer? TakeDue()
    {
        lock (Gate)
        {
            return _timers.Where(timer => timer.Due <= _now).MinBy(timer => timer.Due);
        }
    }
}
