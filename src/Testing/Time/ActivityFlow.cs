namespace DurableSagas.Testing.Time;

/// <summary>One running activity: knows whether its code runs, or only waits for virtual time.</summary>
/// <param name="post">Has something run by the host's loop, in turn with everything else.</param>
/// <remarks>
/// While it only waits, the host counts as idle. It does so no longer before the first line of its code runs again: what
/// wakes it is either a virtual timer or a continuation posted here.
/// </remarks>
internal sealed class ActivityFlow(string description, TimeRule rule, Action<Action> post) : SynchronizationContext
{
    private static readonly AsyncLocal<ActivityFlow?> _current = new();

    private readonly Lock _gate = new();
    private int _running;
    private int _delays;
    private int _timeouts;
    private bool _onlyWaits;

    public static ActivityFlow? OfCaller => _current.Value;

    /// <summary>True while nothing but virtual time, or its rule's patience, moves it on.</summary>
    public bool OnlyWaits
    {
        get
        {
            lock (_gate)
            {
                return _onlyWaits;
            }
        }
    }

    /// <summary>What it does, for a message about why time stands still.</summary>
    public string Description => $"{description} ({(OnlyWaits ? "waits for virtual time" : _running > 0 ? "runs" : _timeouts > 0 ? "waits for something else, under a time-out" : "waits for something else")})";

    public override void Post(SendOrPostCallback d, object? state)
    {
        bool runsNow;
        lock (_gate)
        {
            runsNow = _running > 0;
        }

        Change(() => _running++);
        if (runsNow)
        {
            // Its code may be blocking the loop until this has run.
            ThreadPool.UnsafeQueueUserWorkItem(_ => Run(d, state), null);
        }
        else
        {
            post(() => Run(d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Starts the activity in this flow, on the caller's thread.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> activity)
    {
        Task<T>? running = null;
        Change(() => _running++);
        Run(_ => running = RunToEndAsync(activity), null);
        return running!;
    }

    public void BeginWait(WaitKind kind) => Change(() => _ = kind == WaitKind.Delay ? _delays++ : _timeouts++);

    public void EndWait(WaitKind kind) => Change(() => _ = kind == WaitKind.Delay ? _delays-- : _timeouts--);

    private async Task<T> RunToEndAsync<T>(Func<Task<T>> activity)
    {
        _current.Value = this;
        return await activity();
    }

    private void Run(SendOrPostCallback callback, object? state)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            callback(state);
        }
        finally
        {
            SetSynchronizationContext(outer);
            Change(() => _running--);
        }
    }

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            var onlyWaits = _running == 0 && (_delays > 0 || (rule == TimeRule.WhenAllTimed && _timeouts > 0));
            if (onlyWaits == _onlyWaits)
            {
                return;
            }

            _onlyWaits = onlyWaits;
        }

        // Whoever waits for the host to come to rest must look again.
        post(() => { });
    }
}
