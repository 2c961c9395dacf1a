using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Messages;
using DurableSagas.DurableTask.Sqlite.Store;
using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Episodes;

/// <summary>One episode as one change: messages taken out, history appended, messages and timers added, the row moved on.</summary>
internal sealed class EpisodeCommit(EpisodeWork work, EpisodePlan plan, AfterEpisode after) : HubWrite
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EpisodeWork Work => work;

    public EpisodePlan Plan => plan;

    /// <summary>False when the instance was replaced or purged meanwhile; then nothing was changed.</summary>
    public bool Applied { get; private set; }

    public Task Done => _done.Task;

    public override void Apply(HubRows rows)
    {
        Applied = MoveOn(rows);
        if (!Applied)
        {
            return;
        }

        WriteHistory(rows);
        TakeOut(rows);
        foreach (var timer in plan.NewTimers)
        {
            rows.Timers.Add(timer);
        }

        plan.Outbox.Record(rows);
        foreach (var child in plan.Outbox.NotRewound)
        {
            AnswerForChild(rows, child);
        }
    }

    public override void Committed()
    {
        after.Committed(this);
        _done.SetResult();
    }

    public override void Failed(Exception failure) => _done.SetException(failure);

    private bool MoveOn(HubRows rows)
    {
        var (before, row) = (plan.Before, plan.Row);
        return InstanceAfter.Differs(before, row)
            ? rows.Instances.Replace(before.Episode, row)
            : rows.Instances.Advance(row.Key, before.Episode, new InstanceProgress(row.Status, row.Updated, row.Episode, row.OpenWork));
    }

    private void WriteHistory(HubRows rows)
    {
        if (plan.Result.Replaces)
        {
            rows.History.Delete(plan.Row.Key);
            rows.Timers.DeleteOfExecution(plan.Row.Key);
        }

        rows.History.Append(plan.Row.Key, plan.Row.Episode - 1, plan.Events);
        if (plan.Start is { } start)
        {
            rows.Starts.Set(plan.Row.Key, start);
        }
    }

    private void TakeOut(HubRows rows)
    {
        var key = plan.Row.Key;
        if (plan.Row.HasEnded)
        {
            rows.Inbox.DeleteAll(key);
            rows.Timers.DeleteAll(key);
            return;
        }

        foreach (var message in plan.Taken)
        {
            if (message.HasRow)
            {
                rows.Inbox.Delete(message.Sequence);
            }
        }

        foreach (var timer in plan.EndedTimers)
        {
            rows.Timers.Delete(key, timer);
        }
    }

    // Nobody else would: a child that was purged, or went on alone, does not report to a parent that was rewound.
    private void AnswerForChild(HubRows rows, string child)
    {
        if (ChildAnswer.Of(plan.Result.State, child, rows.Instances.Find(child)) is { } answer)
        {
            plan.Outbox.Record(rows, new OutgoingMessage(answer));
        }
    }
}
