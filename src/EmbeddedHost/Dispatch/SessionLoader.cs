using DurableSagas.EmbeddedHost.Orchestration;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>Brings an instance from the task hub into its session.</summary>
internal sealed class SessionLoader(TaskHubStore hub, OrchestrationRuntime runtime)
{
    /// <summary>False when there is nothing to run: the instance has ended, was purged, or was replaced.</summary>
    public bool TryLoad(Session session)
    {
        session.DropDurableMessages();
        var key = session.Instance.Key;
        var found = hub.Read(rows => (
            Row: rows.Instances.Find(key, withOutput: true),
            History: rows.History.All(key),
            Inbox: rows.Inbox.Of(key),
            Timers: rows.Timers.Of(session.Instance)));
        if (found.Row is not { IsTerminal: false } row)
        {
            return false;
        }

        var history = MessageCodec.Decode(found.History);
        session.Live = Bring(session, row, history);
        foreach (var timer in found.Timers)
        {
            session.Live.Timers[timer.Timer] = timer.Due;
        }

        PutInFront(session, row.Episode == 0 ? history : [], found.Inbox);
        return true;
    }

    /// <summary>Activities that the history has scheduled and not seen the end of.</summary>
    public IReadOnlyList<TaskScheduledEvent> OpenActivities(InstanceKey instance) =>
        OpenWork.In(MessageCodec.Decode(hub.Read(rows => rows.History.All(instance.Key)))).Activities;

    private LiveInstance Bring(Session session, InstanceRow row, List<HistoryEvent> history)
    {
        var started = history.OfType<ExecutionStartedEvent>().First();
        if (row.Episode == 0)
        {
            return new LiveInstance(row, new OrchestrationExecution(runtime, []), started);
        }

        session.Unqueued = OpenWork.In(history).Activities;
        return new LiveInstance(row, new OrchestrationExecution(runtime, history), started)
        {
            MustRun = row.OpenWork > session.Unqueued.Count,
        };
    }

    // A message may have been committed after the read began and posted meanwhile: what the read has seen counts once.
    private static void PutInFront(Session session, IReadOnlyList<HistoryEvent> start, List<InboxRow> inbox)
    {
        var read = inbox.Select(row => row.Sequence).ToHashSet();
        var posted = session.TakeMessages();
        posted.RemoveAll(message => read.Contains(message.Sequence));
        session.PutBack(
        [
            .. start.Select(started => Message.OfStart(started)),
            .. inbox.Select(row => new Message(MessageCodec.DecodeOne(row.Message), row.Sequence)),
            .. posted,
        ]);
    }
}
