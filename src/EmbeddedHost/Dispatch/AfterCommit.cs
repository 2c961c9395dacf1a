using DurableSagas.EmbeddedHost.Orchestration;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core.History;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>Lets out what an episode wanted: activities, timers, messages and news, none of it before it was durable.</summary>
internal sealed partial class AfterCommit(
    Sessions sessions,
    ActivityDispatcher activities,
    TimerDispatcher timers,
    InstanceStarts starts,
    InstanceWaiters waiters,
    SessionRetry retry,
    OrchestrationRuntime runtime,
    TimeProvider time,
    ILogger<AfterCommit> logger)
{
    public void Failed(EpisodeCommit commit, Exception failure) =>
        retry.BackOff(commit.Session, commit.Plan.Taken, "its episode could not be recorded.", failure);

    public void Committed(EpisodeCommit commit)
    {
        var session = commit.Session;
        if (!commit.Applied)
        {
            Reload(session);
            return;
        }

        session.Failures = 0;
        session.Live!.Row = commit.Plan.Row;
        SendOut(commit);
        if (commit.Plan.Row.IsTerminal)
        {
            LogEnded(commit.Plan.Row.Id, commit.Plan.Row.Name, commit.Plan.Row.Status);
            EndTimers(session.Live!, [.. session.Live!.Timers.Keys]);
            sessions.Close(session);
        }
        else
        {
            Continue(session, commit.Plan);
            sessions.EndRun(session, time.GetTimestamp());
        }

        Tell(commit.Plan);
    }

    private void SendOut(EpisodeCommit commit)
    {
        foreach (var (child, outcome) in commit.Children)
        {
            starts.Recorded(child, outcome);
        }

        foreach (var (target, message) in commit.Deliveries)
        {
            sessions.Post(target, message);
        }
    }

    private void Continue(Session session, EpisodePlan plan)
    {
        foreach (var taken in plan.Taken)
        {
            Forget(session, taken.Event);
        }

        SetTimers(session.Live!, plan);
        foreach (var scheduled in plan.Result.Activities)
        {
            Queue(session, scheduled);
        }

        if (plan.NextStart is { } next)
        {
            session.Live = new LiveInstance(plan.Row, new OrchestrationExecution(runtime, []), next);
            session.PutBack([Message.OfStart(next), .. plan.Result.ContinuedAsNew!.CarriedEvents.Select(Message.OfStart)]);
        }
    }

    private void Queue(Session session, TaskScheduledEvent scheduled)
    {
        if (session.LacksActivities)
        {
            return;
        }

        session.ActivitiesInFlight.Add(scheduled.EventId);
        if (!activities.TryQueue(session, scheduled))
        {
            session.ActivitiesInFlight.Remove(scheduled.EventId);
            session.LacksActivities = true;
        }
    }

    private void SetTimers(LiveInstance live, EpisodePlan plan)
    {
        EndTimers(live, plan.EndedTimers);
        foreach (var timer in plan.NewTimers)
        {
            live.Timers[timer.Timer] = timer.Due;
            timers.Add(timer);
        }
    }

    private void EndTimers(LiveInstance live, IReadOnlyList<int> ended)
    {
        foreach (var timer in ended)
        {
            if (live.Timers.Remove(timer, out var due))
            {
                timers.Remove(new TimerRow(due, new InstanceKey(live.Row.Key, live.Row.Id), timer));
            }
        }
    }

    private static void Forget(Session session, HistoryEvent taken)
    {
        var activity = taken switch
        {
            TaskCompletedEvent completed => completed.TaskScheduledId,
            TaskFailedEvent failed => failed.TaskScheduledId,
            _ => -1,
        };
        session.ActivitiesInFlight.Remove(activity);
    }

    private void Reload(Session session)
    {
        session.Live = null;
        sessions.Post(session, null);
        sessions.EndRun(session, time.GetTimestamp());
    }

    private void Tell(EpisodePlan plan)
    {
        if (plan.FromEpisode == 0 || plan.Row.IsTerminal)
        {
            waiters.Changed(plan.Row.Id);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "Instance '{InstanceId}' of '{Orchestrator}' ended: {Status}.")]
    private partial void LogEnded(string instanceId, string orchestrator, DurableTask.Core.OrchestrationStatus status);
}
