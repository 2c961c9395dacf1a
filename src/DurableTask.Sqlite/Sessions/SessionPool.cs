using System.Collections.Concurrent;
using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Messages;
using DurableTask.Core;
using EntityMessages = DurableTask.Core.Common.Entities;

namespace DurableSagas.DurableTask.Sqlite.Sessions;

/// <summary>The instances in memory, and the queues of those that have something to do.</summary>
internal sealed class SessionPool(int mostIdle)
{
    private readonly ConcurrentDictionary<long, Session> _sessions = new();
    private readonly ConcurrentQueue<(Session Session, int IdleCount)> _idle = new();
    private TaskCompletionSource? _fewReady;
    private int _idleCount;

    public WorkQueue<Session> Orchestrations { get; } = new();

    public WorkQueue<Session> Entities { get; } = new();

    /// <summary>Entities wait in a queue of their own.</summary>
    public bool SeparatesEntities { get; init; }

    public int Count => _sessions.Count;

    public bool IsRunning(string instanceId) =>
        _sessions.Values.Any(session => session.Instance.Id == instanceId && session.State == SessionState.Running);

    /// <summary>Begins an instance that has just been recorded, without reading it back.</summary>
    /// <remarks>The recovery of a service that has just started may find it in the hub first: its session then reads the start there.</remarks>
    public void Begin(StartedInstance started)
    {
        var begun = new Session(started.Row.InstanceKey) { Live = new LiveInstance(started.Row, new OrchestrationRuntimeState()) };
        begun.PutBack([Message.OfStart(started.Started)]);
        Post(_sessions.TryAdd(started.Row.Key, begun) ? begun : Of(started.Row.InstanceKey), null);
    }

    /// <summary>Brings an instance a message, loading it if it is not in memory.</summary>
    public void Post(InstanceKey instance, Message? message, bool reload = false)
    {
        while (!Post(Of(instance), message, reload))
        {
        }
    }

    public void Wake(InstanceKey instance) => Post(instance, null);

    /// <summary>False when the session has been closed.</summary>
    public bool Post(Session session, Message? message, bool reload = false)
    {
        if (!session.TryPost(message, reload, out var becameReady))
        {
            return false;
        }

        if (becameReady)
        {
            Queue(session);
        }

        return true;
    }

    /// <summary>Ends a run of a session that stays in memory.</summary>
    public void EndRun(Session session)
    {
        if (session.EndRun())
        {
            Queue(session);
            return;
        }

        _idle.Enqueue((session, session.IdleCount));
        if (Interlocked.Increment(ref _idleCount) > mostIdle && _idle.TryDequeue(out var oldest))
        {
            Interlocked.Decrement(ref _idleCount);
            Evict(oldest.Session, oldest.IdleCount);
        }
    }

    public void Retry(Session session)
    {
        if (session.TryRetry())
        {
            Queue(session);
        }
    }

    /// <summary>Ends a run of a session that has nothing left to do in memory.</summary>
    public void Close(Session session)
    {
        session.Close();
        Remove(session);
    }

    /// <summary>Forgets an instance that is not in the hub any more, unless it is just being run: that will find out.</summary>
    public void Forget(InstanceKey instance)
    {
        if (_sessions.TryGetValue(instance.Key, out var session))
        {
            Evict(session, session.IdleCount);
        }
    }

    /// <summary>Ends when the queue has become short; whoever fills it with many instances asks between them.</summary>
    public Task WhenFewReadyAsync()
    {
        var waiting = _fewReady ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        NoteTaken();
        return waiting.Task;
    }

    public void NoteTaken()
    {
        const int FewReady = 500;
        if (_fewReady is not null && Orchestrations.Count + Entities.Count < FewReady)
        {
            Interlocked.Exchange(ref _fewReady, null)?.TrySetResult();
        }
    }

    public void Stop()
    {
        Orchestrations.Close();
        Entities.Close();
    }

    private Session Of(InstanceKey instance) => _sessions.GetOrAdd(instance.Key, static (_, added) => new Session(added), instance);

    private void Queue(Session session)
    {
        var queue = SeparatesEntities && EntityMessages.IsEntityInstance(session.Instance.Id) ? Entities : Orchestrations;
        queue.Add(session);
    }

    private void Evict(Session session, int idleCount)
    {
        if (session.TryEvict(idleCount))
        {
            Remove(session);
        }
    }

    private void Remove(Session session) => _sessions.TryRemove(KeyValuePair.Create(session.Instance.Key, session));
}
