using DurableSagas.DurableTask.Sqlite.Activities;
using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Messages;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Sessions;

/// <summary>An instance while it is in memory: its queue of messages, and between episodes what was loaded of it.</summary>
/// <remarks>The queue may be filled by anybody; all else belongs to whoever runs the session, one at a time.</remarks>
internal sealed class Session(InstanceKey instance)
{
    private readonly Lock _gate = new();
    private List<Message> _inbox = [];
    private TaskCompletionSource? _arrival;
    private long _readThrough;
    private bool _wakeAgain;
    private bool _mustReload;

    public InstanceKey Instance { get; } = instance;

    public SessionState State { get; private set; }

    /// <summary>Null until loaded, and again after a failure: memory must never be ahead of the disk.</summary>
    public LiveInstance? Live { get; set; }

    /// <summary>Activities queued, running, or answered by a message that no episode has recorded yet.</summary>
    public HashSet<int> ActivitiesInFlight { get; } = [];

    /// <summary>Open activities of a loaded instance, to be queued unless they are in flight.</summary>
    public IReadOnlyList<TaskScheduledEvent> Unqueued { get; set; } = [];

    /// <summary>Some open activities found no room in the queue and must be looked up in the history.</summary>
    public bool LacksActivities { get; set; }

    /// <summary>Kept here so that it is not collected while it waits.</summary>
    public ITimer? RetryTimer { get; set; }

    public int Failures { get; set; }

    /// <summary>Counts how often the session became idle.</summary>
    public int IdleCount { get; private set; }

    /// <summary>Adds a message, or just wakes the session; false when it is closed.</summary>
    public bool TryPost(Message? message, bool reload, out bool becameReady)
    {
        lock (_gate)
        {
            becameReady = State == SessionState.Idle;
            if (State == SessionState.Closed)
            {
                return false;
            }

            if (message is { HasRow: true } late && late.Sequence <= _readThrough)
            {
                // Its row was read, and taken up, before whoever wrote it could post it.
                becameReady = false;
                return true;
            }

            if (message is { } posted)
            {
                _inbox.Add(posted);
            }
            else
            {
                _wakeAgain = State == SessionState.Running;
            }

            _mustReload |= reload;
            _arrival?.TrySetResult();
            State = becameReady ? SessionState.Ready : State;
            return true;
        }
    }

    public void BeginRun()
    {
        lock (_gate)
        {
            State = SessionState.Running;
            _wakeAgain = false;
            Live = _mustReload ? null : Live;
            _mustReload = false;
        }
    }

    /// <summary>Before loading: what is durable will be read, so that nothing is taken up twice.</summary>
    public void DropDurableMessages()
    {
        lock (_gate)
        {
            _inbox.RemoveAll(message => message.IsDurable);
        }
    }

    /// <summary>Takes up what was read of the task hub, in front of what was posted meanwhile; what is both counts once.</summary>
    public void TakeUp(IReadOnlyList<Message> read)
    {
        lock (_gate)
        {
            // Rows are numbered, and committed, in one order: all of this instance up to the last one read were read.
            _readThrough = Math.Max(_readThrough, read.Select(message => message.Sequence).DefaultIfEmpty().Max());
            _inbox.RemoveAll(message => message.HasRow && message.Sequence <= _readThrough);
            _inbox.InsertRange(0, read);
        }
    }

    public List<Message> TakeMessages()
    {
        lock (_gate)
        {
            var taken = _inbox;
            _inbox = [];
            return taken;
        }
    }

    /// <summary>Puts messages back in front of those that came in the meantime.</summary>
    public void PutBack(IEnumerable<Message> messages)
    {
        lock (_gate)
        {
            _inbox.InsertRange(0, messages);
        }
    }

    /// <summary>Ends when a message is there or the session was woken.</summary>
    public Task WhenArrivedAsync()
    {
        lock (_gate)
        {
            if (_inbox.Count > 0 || _wakeAgain)
            {
                return Task.CompletedTask;
            }

            _arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _arrival.Task;
        }
    }

    /// <summary>Ends a run; true when there is more to do at once.</summary>
    public bool EndRun()
    {
        lock (_gate)
        {
            if (State == SessionState.Closed)
            {
                return false;
            }

            var again = _inbox.Count > 0 || _wakeAgain;
            State = again ? SessionState.Ready : SessionState.Idle;
            IdleCount += again ? 0 : 1;
            return again;
        }
    }

    public void BackOff() => SetState(SessionState.BackingOff);

    public bool TryRetry()
    {
        lock (_gate)
        {
            if (State != SessionState.BackingOff)
            {
                return false;
            }

            State = SessionState.Ready;
            return true;
        }
    }

    public void Close()
    {
        SetState(SessionState.Closed);
        Live = null;
        _inbox.Clear();
        _arrival?.TrySetResult();
    }

    /// <summary>Closes the session if it has had nothing to do since it became idle for the given time.</summary>
    public bool TryEvict(int idleCount)
    {
        lock (_gate)
        {
            if (State != SessionState.Idle || _inbox.Count > 0 || ActivitiesInFlight.Count > 0 || IdleCount != idleCount)
            {
                return false;
            }

            State = SessionState.Closed;
            Live = null;
            return true;
        }
    }

    private void SetState(SessionState state)
    {
        lock (_gate)
        {
            State = state;
        }
    }
}
