using DurableSagas.DurableTask.Sqlite.Activities;
using DurableSagas.DurableTask.Sqlite.History;
using DurableSagas.DurableTask.Sqlite.Messages;
using DurableSagas.DurableTask.Sqlite.Sessions;
using DurableSagas.DurableTask.Sqlite.Store;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Episodes;

/// <summary>What becomes of a work item when its dispatcher is done with it.</summary>
internal sealed class EpisodeCompletion(
    TaskHubStore store, SessionPool sessions, SessionLoader loader, SessionRetry retry, AfterEpisode after)
{
    public async Task CompleteAsync(EpisodeWork work, EpisodeResult result)
    {
        if (IsRewind(result))
        {
            result = result with { Activities = OpenAfterRewind(work, result.State) };
        }

        var plan = new EpisodePlan(work.Owner.Live!, result, work.Taken);
        var commit = new EpisodeCommit(work, plan, after);
        await store.WriteAsync(commit);
        await commit.Done;
    }

    /// <summary>Takes out messages that the dispatcher found no use for.</summary>
    public async Task DiscardAsync(EpisodeWork work)
    {
        var taken = work.Taken.Where(message => message.HasRow).Select(message => message.Sequence).ToList();
        await store.WriteAsync(
            rows =>
            {
                taken.ForEach(rows.Inbox.Delete);
                return true;
            },
            _ => { },
            CancellationToken.None);
        work.Taken = [];
        work.Owner.Live = null;
    }

    /// <summary>The episode is to be run again, but not at once. Answers of activities get rows, since that may be long.</summary>
    public async Task AbandonAsync(EpisodeWork work)
    {
        if (!work.HoldsSession)
        {
            return;
        }

        work.HoldsSession = false;
        var kept = work.Taken;
        try
        {
            kept = await KeepAnswersAsync(work);
        }
        finally
        {
            work.Taken = [];
            retry.BackOff(work.Owner, kept);
        }
    }

    /// <summary>The dispatcher lets go of the session; what it has not completed is for the next one.</summary>
    public void Release(EpisodeWork work)
    {
        if (!work.HoldsSession)
        {
            return;
        }

        work.HoldsSession = false;
        work.Owner.PutBack(work.Taken);
        sessions.EndRun(work.Owner);
    }

    private static bool IsRewind(EpisodeResult result) =>
        result.Replaces && result.State.NewEvents.Any(recorded => recorded is ExecutionRewoundEvent);

    private List<TaskMessage> OpenAfterRewind(EpisodeWork work, OrchestrationRuntimeState state)
    {
        var open = OpenWork.In(state.Events).Activities.Select(activity => activity.EventId).ToHashSet();
        return [.. loader.OpenActivities(work.Owner.Instance)
            .Where(activity => open.Contains(activity.EventId))
            .Select(activity => ActivityMessage.Of(state, activity))];
    }

    private async Task<List<Message>> KeepAnswersAsync(EpisodeWork work)
    {
        var answers = work.Taken.FindAll(message => !message.IsDurable && ActivityAnswer.TaskOf(message.Event) is not null);
        if (answers.Count == 0)
        {
            return work.Taken;
        }

        var key = work.Owner.Instance.Key;
        var encoded = answers.ConvertAll(answer => (answer.Task.OrchestrationInstance.ExecutionId, Event: EventBytes.Encode(answer.Event)));
        await store.WriteAsync(
            rows =>
            {
                foreach (var (execution, recorded) in rows.Instances.Find(key) is null ? [] : encoded)
                {
                    rows.Inbox.Add(rows.NextSequence(), key, execution, null, recorded);
                }

                return true;
            },
            _ => { },
            CancellationToken.None);
        return [.. work.Taken.Except(answers)];
    }
}
