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

        session.TakeUp(
        [
            .. (row.Episode == 0 ? history : []).Select(Message.OfStart),
            .. found.Inbox.Select(message => new Message(MessageCodec.DecodeOne(message.Message), message.Sequence)),
        ]);
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
}
