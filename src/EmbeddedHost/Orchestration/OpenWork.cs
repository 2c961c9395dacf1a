using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>What a history has begun and not ended, found without running the orchestrator.</summary>
/// <remarks>A cancelled timer leaves no trace in the history and counts as open here.</remarks>
internal sealed record OpenWork(
    IReadOnlyList<TaskScheduledEvent> Activities,
    IReadOnlyList<TimerCreatedEvent> Timers,
    IReadOnlyList<SubOrchestrationInstanceCreatedEvent> Children)
{
    public static OpenWork In(IReadOnlyList<HistoryEvent> history)
    {
        var ended = new HashSet<int>();
        foreach (var recorded in history)
        {
            if (EndedBy(recorded) is { } id)
            {
                ended.Add(id);
            }
        }

        return new(Open<TaskScheduledEvent>(), Open<TimerCreatedEvent>(), Open<SubOrchestrationInstanceCreatedEvent>());

        List<T> Open<T>()
            where T : HistoryEvent => [.. history.OfType<T>().Where(begun => !ended.Contains(begun.EventId))];
    }

    private static int? EndedBy(HistoryEvent recorded) => recorded switch
    {
        TaskCompletedEvent completed => completed.TaskScheduledId,
        TaskFailedEvent failed => failed.TaskScheduledId,
        TimerFiredEvent fired => fired.TimerId,
        SubOrchestrationInstanceCompletedEvent completed => completed.TaskScheduledId,
        SubOrchestrationInstanceFailedEvent failed => failed.TaskScheduledId,
        _ => null,
    };
}
