using System.Diagnostics.CodeAnalysis;
using DurableSagas.Testing.Faults;
using DurableSagas.Testing.Time;
using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Hub;

/// <summary>The task hub, in memory: instances, which survive a crash, and the work that a host has taken note of, which does not.</summary>
internal sealed class TaskHub(VirtualTime time, CrashGate crashes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Instance> _instances = new(StringComparer.Ordinal);
    private readonly DueTimes _due = new();
    private readonly Queue<Work> _ready = new();
    private readonly HashSet<Instance> _awake = [];

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>When the next timer fires, or the next instance starts; null when none is left.</summary>
    public DateTimeOffset? NextDueAt => Read(() => _due.Next(IsCurrent));

    public T Read<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }

    /// <summary>Makes a change that is committed whole, or not at all.</summary>
    /// <returns>False when the host has crashed: nothing has changed.</returns>
    public bool TryCommit(Action change)
    {
        lock (_gate)
        {
            if (!crashes.MayCommit())
            {
                return false;
            }

            change();
            return true;
        }
    }

    /// <summary>Looks, decides and commits what a client asks for, as one.</summary>
    /// <param name="decide">Returns the change, or throws why there is none.</param>
    /// <exception cref="HostCrashedException">Over it; whether it was committed, the caller cannot know.</exception>
    public void Write(Func<Action> decide)
    {
        lock (_gate)
        {
            // Right after the commit, too: the caller's answer is lost with the host.
            if (!TryCommit(decide()) || crashes.HasCrashed)
            {
                throw new HostCrashedException();
            }
        }
    }

    public Instance? Find(string id) => Read(() => _instances.GetValueOrDefault(id));

    /// <summary>By id.</summary>
    public IReadOnlyList<Instance> All() => Read(() => _instances.Values.OrderBy(instance => instance.Id, StringComparer.Ordinal).ToArray());

    /// <summary>Takes the oldest work; an instance is then asleep until the next message.</summary>
    public bool TryTake([NotNullWhen(true)] out Work? work)
    {
        lock (_gate)
        {
            if (!_ready.TryDequeue(out work))
            {
                return false;
            }

            if (work is Work.Episode episode)
            {
                _awake.Remove(episode.Instance);
            }

            return true;
        }
    }

    /// <summary>Puts together what is to be done from what is committed alone, as a host does that is opened after a crash.</summary>
    public void Recover()
    {
        lock (_gate)
        {
            _ready.Clear();
            _awake.Clear();
            foreach (var instance in _instances.Values)
            {
                if (instance.Inbox.Count > 0)
                {
                    Wake(instance);
                }

                instance.OpenCalls.ForEach(call => Ask(instance, call));
            }
        }
    }

    /// <summary>Delivers what has become due by now.</summary>
    public void FireDue()
    {
        lock (_gate)
        {
            while (_due.Take(Now, IsCurrent) is { } due)
            {
                if (due.Timer is { } timer)
                {
                    due.Instance.OpenTimers.Remove(timer);
                    Deliver(due.Instance, Events.Of(due.At, Events.TimerFired(timer)));
                }
                else
                {
                    Wake(due.Instance);
                }
            }
        }
    }

    /// <summary>Within a commit: puts an instance in the place of any that has its id.</summary>
    public void Add(ExecutionStartedEvent start)
    {
        var instance = new Instance(start, Now);
        _instances[instance.Id] = instance;
        instance.Inbox.Add(Events.Of(Now, new HistoryEvent { ExecutionStarted = start }));
        if (start.ScheduledStartTimestamp is { } at && at.ToDateTimeOffset() > Now)
        {
            _due.Add(new Due(at.ToDateTimeOffset(), instance, instance.ExecutionId, null));
        }
        else
        {
            Wake(instance);
        }
    }

    /// <summary>Within a commit.</summary>
    public void Remove(Instance instance) => _instances.Remove(instance.Id);

    /// <summary>Within a commit: an instance gets a message, unless it is gone, or meant for another execution of it.</summary>
    public void Deliver(string instanceId, string? executionId, HistoryEvent message)
    {
        if (_instances.GetValueOrDefault(instanceId) is { } instance && (executionId is null || executionId == instance.ExecutionId))
        {
            Deliver(instance, message);
        }
    }

    /// <summary>Within a commit.</summary>
    public void Deliver(Instance instance, HistoryEvent message)
    {
        instance.Inbox.Add(message);
        if (instance.HasBegun || instance.Start.ScheduledStartTimestamp is not { } at || at.ToDateTimeOffset() <= Now)
        {
            Wake(instance);
        }
    }

    /// <summary>Within a commit: an activity of the instance is to be called.</summary>
    public void Call(Instance instance, HistoryEvent scheduled)
    {
        instance.OpenCalls.Add(scheduled);
        Ask(instance, scheduled);
    }

    /// <summary>Within a commit: the instance gets a message at a time of its own.</summary>
    public void SetTimer(Instance instance, HistoryEvent created)
    {
        instance.OpenTimers.Add(created);
        _due.Add(new Due(created.TimerCreated.FireAt.ToDateTimeOffset(), instance, instance.ExecutionId, created));
    }

    private void Ask(Instance instance, HistoryEvent call) => _ready.Enqueue(new Work.Call(instance, instance.ExecutionId, call));

    private void Wake(Instance instance)
    {
        if (_awake.Add(instance))
        {
            _ready.Enqueue(new Work.Episode(instance));
        }
    }

    // A timer of an instance that has ended, or begun anew, would be dropped when it fires: nobody waits for it.
    private bool IsCurrent(Due due) =>
        !due.Instance.HasEnded
        && due.ExecutionId == due.Instance.ExecutionId
        && ReferenceEquals(_instances.GetValueOrDefault(due.Instance.Id), due.Instance)
        && (due.Timer is null ? !due.Instance.HasBegun : due.Instance.OpenTimers.Contains(due.Timer));
}
