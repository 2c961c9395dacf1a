using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.History;

/// <summary>The two ways in which an activity answers.</summary>
internal static class ActivityAnswer
{
    /// <summary>The id under which the activity was scheduled; null when the event is no answer.</summary>
    public static int? TaskOf(HistoryEvent recorded) => recorded switch
    {
        TaskCompletedEvent completed => completed.TaskScheduledId,
        TaskFailedEvent failed => failed.TaskScheduledId,
        _ => null,
    };
}
