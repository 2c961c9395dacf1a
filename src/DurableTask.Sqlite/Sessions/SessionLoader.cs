using DurableSagas.DurableTask.Sqlite.History;
using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Messages;
using DurableSagas.DurableTask.Sqlite.Store;
using DurableSagas.DurableTask.Sqlite.Timers;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Sessions;

/// <summary>Brings an instance from the task hub into its session.</summary>
internal sealed class SessionLoader(TaskHubStore store, TimeProvider time)
{
    /// <summary>False when there is nothing to run: the instance has ended, was purged, or was replaced.</summary>
    public bool TryLoad(Session session)
    {
        session.DropDurableMessages();
        var key = session.Instance.Key;
        var now = time.GetUtcNow().UtcDateTime;
        var found = store.Read(rows => (
            Row: rows.Instances.Find(key),
            Start: rows.Starts.Of(key),
            History: rows.History.All(key),
            Inbox: rows.Inbox.Of(key, now),
            Timers: rows.Timers.Of(session.Instance)));
        if (found.Row is not { HasEnded: false } row)
        {
            return false;
        }

        var started = StartOf(row, found.Start);
        var history = StoredHistory.Decode(started, found.History);
        session.Unqueued = [.. history.OpenActivities()];
        session.Live = new LiveInstance(row, StateOf(row, history))
        {
            OpenActivities = [.. session.Unqueued.Select(activity => activity.EventId)],
        };
        foreach (var timer in found.Timers)
        {
            session.Live.Timers[timer.Timer] = timer.Due;
        }

        TakeUp(session, row, started, found.Inbox);
        return true;
    }

    /// <summary>Activities that the history has scheduled and not seen the end of.</summary>
    public IReadOnlyList<TaskScheduledEvent> OpenActivities(InstanceKey instance)
    {
        var (row, start, history) = store.Read(rows =>
            (rows.Instances.Find(instance.Key), rows.Starts.Of(instance.Key), rows.History.All(instance.Key)));
        return row is null ? [] : [.. StoredHistory.Decode(StartOf(row, start), history).OpenActivities()];
    }

    private static ExecutionStartedEvent StartOf(InstanceRow row, byte[]? encoded)
    {
        var started = encoded is null
            ? throw new InvalidDataException($"Instance '{row.Id}' has no event that began it. Is the task hub's file damaged?")
            : (ExecutionStartedEvent)EventBytes.Decode(encoded);
        started.Generation ??= row.Generation;
        return started;
    }

    private static OrchestrationRuntimeState StateOf(InstanceRow row, StoredHistory history) =>
        new(history.Events) { Status = row.CustomStatus == CustomStatus.None ? null : row.CustomStatus };

    private static void TakeUp(Session session, InstanceRow row, ExecutionStartedEvent started, List<InboxRow> inbox)
    {
        List<Message> messages = row.Episode == 0 ? [Message.OfStart(started)] : [];
        foreach (var waiting in inbox)
        {
            var task = new TaskMessage
            {
                Event = EventBytes.Decode(waiting.Event),
                OrchestrationInstance = new OrchestrationInstance { InstanceId = row.Id, ExecutionId = waiting.ExecutionId },
            };
            messages.Add(new Message(task, waiting.Sequence));
            if (ActivityAnswer.TaskOf(task.Event) is { } answered)
            {
                session.ActivitiesInFlight.Add(answered);
            }
        }

        session.TakeUp(messages);
    }
}
