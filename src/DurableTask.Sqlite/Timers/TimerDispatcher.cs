using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Messages;
using DurableSagas.DurableTask.Sqlite.Sessions;
using DurableSagas.DurableTask.Sqlite.Store;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Timers;

/// <summary>Fires durable timers. Only those due next are in memory; the task hub holds them all.</summary>
internal sealed class TimerDispatcher : IDisposable
{
    private static readonly TimerRow _beforeAll = new(DateTime.MinValue, new InstanceKey(0, string.Empty), 0);
    private static readonly TimerRow _afterAll = new(DateTime.MaxValue, new InstanceKey(long.MaxValue, string.Empty), 0);

    // An alarm counts the time that the machine is awake, a timer is due by the clock.
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _jump = TimeSpan.FromMilliseconds(500);

    private readonly int _mostInMemory;
    private readonly TaskHubStore _hub;
    private readonly SessionPool _sessions;
    private readonly TimeProvider _time;
    private readonly ITimer _alarm;
    private readonly Lock _gate = new();
    private readonly SortedSet<TimerRow> _next = [];

    // All timers up to this one are in memory or have fired.
    private TimerRow _horizon = _beforeAll;
    private bool _stopped;

    public TimerDispatcher(TaskHubStore hub, SessionPool sessions, TimeProvider time, int mostInMemory = 10_000)
    {
        (_hub, _sessions, _time, _mostInMemory) = (hub, sessions, time, mostInMemory);
        _alarm = time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Start() => Fire();

    public void Add(TimerRow timer)
    {
        lock (_gate)
        {
            if (timer > _horizon || !_next.Add(timer))
            {
                return;
            }

            if (_next.Count > _mostInMemory)
            {
                _next.Remove(_next.Max);
                _horizon = _next.Max;
            }

            if (_next.Min == timer)
            {
                SetAlarm();
            }
        }
    }

    public void Remove(TimerRow timer)
    {
        lock (_gate)
        {
            _next.Remove(timer);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
        }

        _alarm.Dispose();
    }

    private void Fire()
    {
        lock (_gate)
        {
            try
            {
                FireDue();
            }
            catch (TaskHubUnavailableException)
            {
                // Reported by the hub. The next alarm asks again.
                _alarm.Change(TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
                return;
            }

            SetAlarm();
        }
    }

    private void FireDue()
    {
        while (!_stopped)
        {
            if (_next.Count == 0 && !LoadMore())
            {
                return;
            }

            var first = _next.Min;
            if (first.Due > _time.GetUtcNow().UtcDateTime)
            {
                return;
            }

            _next.Remove(first);
            Fire(first);
        }
    }

    private void Fire(TimerRow timer)
    {
        if (timer.IsOfOrchestrator)
        {
            _sessions.Post(timer.Instance, MessageOf(timer));
        }
        else
        {
            // A start, or a message that may now be taken up, is read from the hub.
            _sessions.Post(timer.Instance, null, reload: true);
        }
    }

    private static Message MessageOf(TimerRow timer) => new(
        new TaskMessage
        {
            Event = new TimerFiredEvent(-1, timer.Due) { TimerId = (int)timer.Timer },
            OrchestrationInstance = new OrchestrationInstance { InstanceId = timer.Instance.Id },
        },
        0);

    // Adding waits meanwhile: a timer committed after this read is added when it is within the new horizon.
    private bool LoadMore()
    {
        var from = _horizon;
        if (from == _afterAll)
        {
            return false;
        }

        var loaded = _hub.Read(rows => rows.Timers.After(from, _mostInMemory));
        _next.UnionWith(loaded);
        _horizon = loaded.Count < _mostInMemory ? _afterAll : loaded[^1];
        return _next.Count > 0;
    }

    private void SetAlarm()
    {
        if (_next.Count == 0 || _stopped)
        {
            return;
        }

        DateTime now;
        do
        {
            now = _time.GetUtcNow().UtcDateTime;
            var wait = _next.Min.Due - now;
            _alarm.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > _longestWait ? _longestWait : wait, Timeout.InfiniteTimeSpan);
        }
        while (!_stopped && _next.Count > 0 && (_time.GetUtcNow().UtcDateTime - now).Duration() > _jump);
    }
}
