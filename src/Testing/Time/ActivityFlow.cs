using DurableSagas.EmbeddedHost.Dispatch;

namespace DurableSagas.Testing.Time;

/// <summary>One running activity: knows whether its code runs, or only waits for virtual time.</summary>
/// <remarks>
/// While it only waits, it is taken out of the engine's work in hand, so that the engine counts as idle. It is back in it
/// before the first line of its code runs again: what wakes it is either a virtual timer or a continuation posted here.
/// </remarks>
internal sealed class ActivityFlow(string description, TimeRule rule, WorkInProgress work) : SynchronizationContext
{
    private static readonly AsyncLocal<ActivityFlow?> _current = new();

    private readonly Lock _gate = new();
    private int _running;
    private int _delays;
    private int _timeouts;
    private bool _isOver;
    private bool _isTakenOut;

    public static ActivityFlow? OfCaller => _current.Value;

    /// <summary>What it does, for a message about why time stands still.</summary>
    public string Description => $"{description} ({(_isTakenOut ? "waits for virtual time" : _running > 0 ? "runs" : _timeouts > 0 ? "waits for something else, under a time-out" : "waits for something else")})";

    public override void Post(SendOrPostCallback d, object? state)
    {
        Change(() => _running++);
        ThreadPool.UnsafeQueueUserWorkItem(_ => Run(d, state), null);
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Starts the activity in this flow, on the caller's thread.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> activity)
    {
        var outer = Current;
        Change(() => _running++);
        SetSynchronizationContext(this);
        try
        {
            return RunToEndAsync(activity);
        }
        finally
        {
            SetSynchronizationContext(outer);
            Change(() => _running--);
        }
    }

    public void BeginWait(WaitKind kind) => Change(() => _ = kind == WaitKind.Delay ? _delays++ : _timeouts++);

    public void EndWait(WaitKind kind) => Change(() => _ = kind == WaitKind.Delay ? _delays-- : _timeouts--);

    private async Task<T> RunToEndAsync<T>(Func<Task<T>> activity)
    {
        _current.Value = this;
        try
        {
            return await activity();
        }
        finally
        {
            Change(() => _isOver = true);
        }
    }

    private void Run(SendOrPostCallback callback, object? state)
    {
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            SetSynchronizationContext(null);
            Change(() => _running--);
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            var onlyWaits = !_isOver && _running == 0 && (_delays > 0 || (rule == TimeRule.WhenAllTimed && _timeouts > 0));
            if (onlyWaits == _isTakenOut)
            {
                return;
            }

            _isTakenOut = onlyWaits;
            if (onlyWaits)
            {
                work.End();
            }
            else
            {
                work.Begin();
            }
        }
    }
}
