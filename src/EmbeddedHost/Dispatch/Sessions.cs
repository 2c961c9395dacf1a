using System.Collections.Concurrent;
using System.Threading.Channels;
using DurableSagas.EmbeddedHost.TaskHub;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>The instances in memory, and the queue of those that have something to do.</summary>
internal sealed class Sessions(WorkInProgress work)
{
    private const int MostKept = 10_000;
    private const int FewReady = 500;

    private readonly ConcurrentDictionary<long, Session> _sessions = new();
    private readonly Channel<Session> _ready = Channel.CreateUnbounded<Session>();
    private TaskCompletionSource? _fewReady;

    public ChannelReader<Session> Ready => _ready.Reader;

    public int Count => _sessions.Count;

    /// <summary>More than this are not kept in memory when they have nothing to do.</summary>
    public bool AreMany => _sessions.Count > MostKept;

    /// <summary>Begins an instance that has just been recorded, without reading it back.</summary>
    /// <remarks>The recovery of a host that has just started may find it in the hub first: its session then reads the start there.</remarks>
    public void Begin(InstanceKey instance, LiveInstance live, IEnumerable<Message> start)
    {
        var begun = new Session(instance) { Live = live };
        begun.PutBack(start);
        if (_sessions.TryAdd(instance.Key, begun))
        {
            Post(begun, null);
        }
        else
        {
            Wake(instance);
        }
    }

    /// <summary>Brings an instance a message, loading it if it is not in memory.</summary>
    public void Post(InstanceKey instance, Message? message)
    {
        while (!Post(_sessions.GetOrAdd(instance.Key, static (_, added) => new Session(added), instance), message))
        {
        }
    }

    public void Wake(InstanceKey instance) => Post(instance, null);

    /// <summary>False when the session has been closed.</summary>
    public bool Post(Session session, Message? message)
    {
        if (!session.TryPost(message, out var becameReady))
        {
            return false;
        }

        if (becameReady)
        {
            work.Begin();
            _ready.Writer.TryWrite(session);
        }

        return true;
    }

    /// <summary>Ends a run of a session that stays in memory.</summary>
    public void EndRun(Session session, long now)
    {
        if (session.EndRun(now))
        {
            _ready.Writer.TryWrite(session);
        }
        else
        {
            work.End();
            EvictOneOfMany(session);
        }
    }

    public void BackOff(Session session)
    {
        session.BackOff();
        work.End();
    }

    public void Retry(Session session)
    {
        work.Begin();
        session.Retry();
        _ready.Writer.TryWrite(session);
    }

    /// <summary>Ends a run of a session that has nothing left to do in memory.</summary>
    public void Close(Session session)
    {
        session.Close();
        Remove(session);
        work.End();
    }

    /// <summary>Forgets an instance that is not in the hub any more, whatever its session is doing.</summary>
    public void Forget(long instance)
    {
        if (_sessions.TryGetValue(instance, out var session) && session.TryEvict(long.MaxValue))
        {
            Remove(session);
        }
    }

    public void EvictIdle(long since)
    {
        foreach (var session in _sessions.Values)
        {
            if (session.TryEvict(since))
            {
                Remove(session);
            }
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
        if (_fewReady is not null && _ready.Reader.Count < FewReady)
        {
            Interlocked.Exchange(ref _fewReady, null)?.TrySetResult();
        }
    }

    public void Stop() => _ready.Writer.TryComplete();

    private void EvictOneOfMany(Session session)
    {
        if (AreMany && session.TryEvict(long.MaxValue))
        {
            Remove(session);
        }
    }

    private void Remove(Session session) => _sessions.TryRemove(KeyValuePair.Create(session.Instance.Key, session));
}
