using DurableSagas.EmbeddedHost.Orchestration;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>One episode as one change: messages taken out, history appended, messages and timers added, the row moved on.</summary>
internal sealed class EpisodeCommit(Session session, EpisodePlan plan, AfterCommit after) : HubWrite
{
    private readonly List<Delivery> _deliveries = [];
    private readonly List<(NewInstance Child, StartedInstance Outcome)> _children = [];

    public Session Session => session;

    public EpisodePlan Plan => plan;

    /// <summary>False when the instance was replaced meanwhile; then nothing was changed.</summary>
    public bool Applied { get; private set; }

    public IReadOnlyList<Delivery> Deliveries => _deliveries;

    public IReadOnlyList<(NewInstance Child, StartedInstance Outcome)> Children => _children;

    public override void Apply(HubRows rows)
    {
        _deliveries.Clear();
        _children.Clear();
        Applied = MoveOn(rows);
        if (!Applied)
        {
            return;
        }

        AppendHistory(rows);
        TakeOut(rows);
        SendOut(rows);
    }

    public override void Committed() => after.Committed(this);

    public override void Failed(Exception failure) => after.Failed(this, failure);

    private bool MoveOn(HubRows rows)
    {
        var row = plan.Row;
        return plan.RowChanged
            ? rows.Instances.Replace(plan.FromEpisode, row)
            : rows.Instances.Advance(row.Key, plan.FromEpisode, new InstanceProgress(row.Status, row.Updated, row.Episode, row.OpenWork));
    }

    // The first episode takes the place of the start; a continuation as new, of all that was.
    private void AppendHistory(HubRows rows)
    {
        if (plan.FromEpisode == 0 || plan.NextStart is not null)
        {
            rows.History.Replace(plan.Row.Key, plan.Events);
        }
        else
        {
            rows.History.Append(plan.Row.Key, plan.FromEpisode, plan.Events);
        }
    }

    private void TakeOut(HubRows rows)
    {
        var key = plan.Row.Key;
        if (plan.Row.IsTerminal)
        {
            rows.Inbox.DeleteAll(key);
            rows.Timers.DeleteAll(key);
            return;
        }

        foreach (var message in plan.Taken.Where(message => message.HasRow))
        {
            rows.Inbox.Delete(message.Sequence);
        }

        foreach (var timer in plan.EndedTimers)
        {
            rows.Timers.Delete(key, timer);
        }
    }

    private void SendOut(HubRows rows)
    {
        foreach (var timer in plan.NewTimers)
        {
            rows.Timers.Add(timer);
        }

        foreach (var child in plan.Children)
        {
            _children.Add((child, child.Record(rows)));
        }

        foreach (var sent in plan.SentEvents)
        {
            var raised = new EventRaisedEvent(-1, sent.Input) { Name = sent.Name, Timestamp = sent.Timestamp };
            Deliver(rows, rows.Instances.Find(sent.InstanceId), raised);
        }

        if (plan is { Row.IsTerminal: true, Row.Parent: { } parent })
        {
            Deliver(rows, rows.Instances.Find(parent.Instance), ChildExecution.End(plan.Completion!, plan.ParentInstance!, plan.Row.Updated));
        }
    }

    // A message for an instance that has ended or is unknown is dropped, as Durable Functions does.
    private void Deliver(HubRows rows, InstanceRow? target, HistoryEvent message)
    {
        if (target is null or { IsTerminal: true })
        {
            return;
        }

        var sequence = rows.NextSequence();
        rows.Inbox.Add(sequence, target.Key, MessageCodec.Encode(message));
        _deliveries.Add(new Delivery(new InstanceKey(target.Key, target.Id), new Message(message, sequence)));
    }
}
