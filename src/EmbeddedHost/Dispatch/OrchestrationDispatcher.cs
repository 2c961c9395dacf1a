using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>Runs episodes: takes a session that has messages, replays or continues its execution, and hands the result to the writer.</summary>
internal sealed class OrchestrationDispatcher(
    EngineSettings settings,
    TaskHubStore hub,
    Sessions sessions,
    SessionLoader loader,
    ActivityDispatcher activities,
    TimerDispatcher timers,
    SessionRetry retry,
    AfterCommit after,
    TimeProvider time)
{
    private Task _running = Task.CompletedTask;
    private volatile bool _stopping;

    public void Start() => _running = Task.WhenAll(
        Enumerable.Range(0, settings.MaxConcurrentOrchestratorFunctions).Select(_ => Task.Run(RunReadyAsync)));

    /// <summary>Ends when the episodes in flight have been handed to the writer.</summary>
    public Task StopAsync()
    {
        _stopping = true;
        sessions.Stop();
        return _running;
    }

    private async Task RunReadyAsync()
    {
        await foreach (var session in sessions.Ready.ReadAllAsync())
        {
            if (_stopping)
            {
                return;
            }

            sessions.NoteTaken();
            await RunAsync(session);
        }
    }

    private async Task RunAsync(Session session)
    {
        session.BeginRun();
        List<Message> taken = [];
        try
        {
            if (session.Live is null && !loader.TryLoad(session))
            {
                sessions.Close(session);
                return;
            }

            QueueOpenActivities(session);
            taken = Take(session, session.Live!);
            if (taken.Count == 0 && !session.Live!.MustRun)
            {
                sessions.EndRun(session, time.GetTimestamp());
                return;
            }

            await RunEpisodeAsync(session, session.Live!, taken);
        }
        catch (Exception failure)
        {
            retry.BackOff(session, taken, "its episode could not be run.", failure);
        }
    }

    private async Task RunEpisodeAsync(Session session, LiveInstance live, List<Message> taken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var result = live.Execution.RunEpisode(taken.ConvertAll(message => message.Event), now);
        if (result.Rejected)
        {
            retry.BackOff(session, taken, $"its version '{live.Started.Version}' is not for this host.");
            return;
        }

        live.MustRun = false;
        await hub.WriteAsync(new EpisodeCommit(session, new EpisodePlan(live, result, taken, now), after));
    }

    private List<Message> Take(Session session, LiveInstance live)
    {
        var taken = session.TakeMessages();
        if (live.Row is { Episode: 0, ScheduledStart: { } due } && due > time.GetUtcNow().UtcDateTime)
        {
            // Not yet: all of it is durable and is read again when the start is due.
            session.Live = null;
            live.MustRun = false;
            timers.Add(new TimerRow(due, session.Instance, TimerRow.Start));
            return [];
        }

        // A timer that was cancelled, or belongs to an execution before this one, may still go off.
        taken.RemoveAll(message => message.Event is TimerFiredEvent fired
            && !(live.Timers.TryGetValue(fired.TimerId, out var open) && open == fired.FireAt));
        return taken;
    }

    private void QueueOpenActivities(Session session)
    {
        if (session.LacksActivities)
        {
            session.LacksActivities = false;
            session.Unqueued = loader.OpenActivities(session.Instance);
        }

        foreach (var scheduled in session.Unqueued)
        {
            if (!session.LacksActivities && session.ActivitiesInFlight.Add(scheduled.EventId) && !activities.TryQueue(session, scheduled))
            {
                session.ActivitiesInFlight.Remove(scheduled.EventId);
                session.LacksActivities = true;
            }
        }

        session.Unqueued = [];
    }
}
