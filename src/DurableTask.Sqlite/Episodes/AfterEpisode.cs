using DurableSagas.DurableTask.Sqlite.Activities;
using DurableSagas.DurableTask.Sqlite.History;
using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Messages;
using DurableSagas.DurableTask.Sqlite.Sessions;
using DurableSagas.DurableTask.Sqlite.Timers;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Episodes;

/// <summary>Lets out what an episode wanted: activities, timers, messages and news, none of it before it was durable.</summary>
internal sealed class AfterEpisode(
    SessionPool sessions, ActivityQueue activities, TimerDispatcher timers, PassingOn passingOn, InstanceWaiters waiters)
{
    public void Committed(EpisodeCommit commit)
    {
        var work = commit.Work;
        work.Taken = [];
        work.Owner.Failures = 0;
        if (!commit.Applied)
        {
            work.HoldsSession = false;
            work.Owner.Live = null;
            sessions.Post(work.Owner, null);
            sessions.EndRun(work.Owner);
            return;
        }

        passingOn.Pass(commit.Plan.Outbox);
        if (commit.Plan.Row.HasEnded)
        {
            End(work, commit.Plan);
        }
        else
        {
            GoOn(work, commit.Plan);
        }
    }

    private void End(EpisodeWork work, EpisodePlan plan)
    {
        RemoveTimers(work.Owner.Live!, [.. work.Owner.Live!.Timers.Keys]);
        work.HoldsSession = false;
        sessions.Close(work.Owner);
        waiters.Ended(InstanceState.Of(plan.Row, plan.Result.State.ExecutionStartedEvent));
    }

    private void GoOn(EpisodeWork work, EpisodePlan plan)
    {
        var session = work.Owner;
        var live = session.Live!;
        live.Row = plan.Row;
        live.State = plan.Result.State;
        live.OpenActivities = plan.OpenActivities;
        foreach (var taken in plan.Taken)
        {
            if (ActivityAnswer.TaskOf(taken.Event) is { } answered)
            {
                session.ActivitiesInFlight.Remove(answered);
            }
        }

        if (plan.Result.Replaces)
        {
            // Their answers come to the execution before this one, which nobody continues.
            session.ActivitiesInFlight.Clear();
        }

        SetTimers(live, plan);
        activities.Add(session, plan.Result.Activities);
        if (!work.IsExtended)
        {
            work.HoldsSession = false;
            sessions.EndRun(session);
        }
    }

    private void SetTimers(LiveInstance live, EpisodePlan plan)
    {
        RemoveTimers(live, plan.EndedTimers);
        if (plan.Result.Replaces)
        {
            // An entity's batch is an execution too: its messages for later wait for the next ones.
            RemoveTimers(live, [.. live.Timers.Keys.Where(TimerRow.IsOrchestrators)]);
        }

        foreach (var timer in plan.NewTimers)
        {
            live.Timers[timer.Timer] = timer.Due;
            timers.Add(timer);
        }
    }

    private void RemoveTimers(LiveInstance live, IReadOnlyList<long> ended)
    {
        foreach (var timer in ended)
        {
            if (live.Timers.Remove(timer, out var due))
            {
                timers.Remove(new TimerRow(due, live.Row.InstanceKey, timer));
            }
        }
    }
}
