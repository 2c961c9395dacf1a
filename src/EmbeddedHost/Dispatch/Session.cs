using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>An instance while it is in memory: its queue of messages, and between episodes its live execution.</summary>
/// <remarks>The queue may be filled by anybody; all else belongs to whoever runs the session, one at a time.</remarks>
internal sealed class Session(InstanceKey instance)
{
    private readonly Lock _gate = new();
    private List<Message> _inbox = [];
    private long _readThrough;
    private bool _wakeAgain;
    private long _idleSince;

    public InstanceKey Instance { get; } = instance;

    public SessionState State { get; private set; }

    /// <summary>Null until loaded, and again after a failed commit: memory must never be ahead of the disk.</summary>
    public LiveInstance? Live { get; set; }

    /// <summary>Ids of activities queued, running, or answered by a message that no episode has recorded yet.</summary>
    public HashSet<int> ActivitiesInFlight { get; } = [];

    /// <summary>Open activities of a loaded instance, to be queued unless they are in flight.</summary>
    public IReadOnlyList<TaskScheduledEvent> Unqueued { get; set; } = [];

    /// <summary>Some open activities found no room in the queue and must be looked up in the history.</summary>
    public bool LacksActivities { get; set; }

    /// <summary>Kept here so that it is not collected while it waits.</summary>
    public ITimer? RetryTimer { get; set; }

    public int Failures { get; set; }

    /// <summary>Adds a message, or just wakes the session; false when it is closed.</summary>
    public bool TryPost(Message? message, out bool becameReady)
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

    /// <summary>Ends a run; true when there is more to do at once.</summary>
    public bool EndRun(long now)
    {
        lock (_gate)
        {
            var again = _inbox.Count > 0 || _wakeAgain;
            State = again ? SessionState.Ready : SessionState.Idle;
            _idleSince = now;
            return again;
        }
    }

    public void BackOff() => SetState(SessionState.BackingOff);

    public void Retry() => SetState(SessionState.Ready);

    public void Close() => SetState(SessionState.Closed);

    /// <summary>Closes the session if it waits for something from outside since before <paramref name="since"/>.</summary>
    public bool TryEvict(long since)
    {
        lock (_gate)
        {
            if (State != SessionState.Idle || _inbox.Count > 0 || ActivitiesInFlight.Count > 0 || _idleSince > since)
            {
                return false;
            }

            State = SessionState.Closed;
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
