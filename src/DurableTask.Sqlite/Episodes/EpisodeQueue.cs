using DurableSagas.DurableTask.Sqlite.Activities;
using DurableSagas.DurableTask.Sqlite.Messages;
using DurableSagas.DurableTask.Sqlite.Sessions;
using DurableSagas.DurableTask.Sqlite.Timers;
using DurableTask.Core;
using DurableTask.Core.History;
using EntityMessages = DurableTask.Core.Common.Entities;

namespace DurableSagas.DurableTask.Sqlite.Episodes;

/// <summary>Hands out sessions that have messages, each to one dispatcher at a time.</summary>
internal sealed class EpisodeQueue(
    SqliteTaskHubOptions options, SessionPool sessions, SessionLoader loader, ActivityQueue activities, SessionRetry retry)
{
    public async Task<TaskOrchestrationWorkItem?> TakeAsync(WorkQueue<Session> queue, TimeSpan timeout, CancellationToken stopping)
    {
        while (await queue.TakeAsync(timeout, stopping) is { } session)
        {
            sessions.NoteTaken();
            if (Begin(session) is { } work)
            {
                return work;
            }
        }

        return null;
    }

    /// <summary>The next messages of a session that a dispatcher holds; empty when there are none for now.</summary>
    public List<Message> Take(Session session)
    {
        var live = session.Live!;
        if (live.StartsAfter(options.TimeProvider.GetUtcNow().UtcDateTime))
        {
            // All of it is durable, and is read when the start is due.
            session.Live = null;
            session.DropDurableMessages();
            return [];
        }

        var waiting = session.TakeMessages();
        waiting.RemoveAll(message => message.Event is TimerFiredEvent fired && !IsOpen(live, fired));
        foreach (var message in waiting)
        {
            if (message.Event is TimerFiredEvent)
            {
                message.Task.OrchestrationInstance.ExecutionId = live.Row.ExecutionId;
            }
        }

        return RewindBatch.IsNeeded(live.State) ? RewindBatch.Take(session, live.State, waiting) : waiting;
    }

    private EpisodeWork? Begin(Session session)
    {
        session.BeginRun();
        List<Message> taken = [];
        try
        {
            if (session.Live is null && !loader.TryLoad(session))
            {
                sessions.Close(session);
                return null;
            }

            QueueOpenActivities(session);
            taken = Take(session);
            if (taken.Count > 0)
            {
                return NewWork(session, taken);
            }

            sessions.EndRun(session);
        }
        catch (Exception failure)
        {
            retry.BackOff(session, taken, failure);
        }

        return null;
    }

    private EpisodeWork NewWork(Session session, List<Message> taken)
    {
        var work = new EpisodeWork(session, session.Live!, taken);
        if (options.ExtendedSessionIdleTimeout > TimeSpan.Zero && !EntityMessages.IsEntityInstance(session.Instance.Id))
        {
            // Not for entities: their dispatcher leaves it to the worker to remember the state while a session lasts.
            work.Session = new ExtendedSession(work, this, options);
        }

        return work;
    }

    private void QueueOpenActivities(Session session)
    {
        if (session.LacksActivities)
        {
            session.LacksActivities = false;
            session.Unqueued = loader.OpenActivities(session.Instance);
        }

        var state = session.Live!.State;
        activities.Add(session, session.Unqueued.Select(open => ActivityMessage.Of(state, open)));
        session.Unqueued = [];
    }

    // A timer of an execution before this one may still go off.
    private static bool IsOpen(LiveInstance live, TimerFiredEvent fired) =>
        live.Timers.TryGetValue(fired.TimerId, out var due) && due == fired.FireAt;
}
