using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.History;

/// <summary>What a history has begun and not ended, found without running the orchestrator.</summary>
/// <remarks>A cancelled timer leaves no trace in the history and counts as open here.</remarks>
internal sealed record OpenWork(IReadOnlyList<TaskScheduledEvent> Activities, IReadOnlyList<TimerCreatedEvent> Timers)
{
    public static OpenWork In(IEnumerable<HistoryEvent> history)
    {
        var ended = new HashSet<int>();
        List<TaskScheduledEvent> activities = [];
        List<TimerCreatedEvent> timers = [];
        foreach (var recorded in history)
        {
            switch (recorded)
            {
                case TaskScheduledEvent activity:
                    activities.Add(activity);
                    break;
                case TimerCreatedEvent timer:
                    timers.Add(timer);
                    break;
                default:
                    _ = EndedBy(recorded) is { } id && ended.Add(id);
                    break;
            }
        }

        activities.RemoveAll(activity => ended.Contains(activity.EventId));
        timers.RemoveAll(timer => ended.Contains(timer.EventId));
        return new(activities, timers);
    }

    private static int? EndedBy(HistoryEvent recorded) => recorded switch
    {
        TaskCompletedEvent completed => completed.TaskScheduledId,
        TaskFailedEvent failed => failed.TaskScheduledId,
        TimerFiredEvent fired => fired.TimerId,
        _ => null,
    };
}
