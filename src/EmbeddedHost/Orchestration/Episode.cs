using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>One step of an execution: what it received, and, when it closes, all that it adds to the history.</summary>
internal sealed record Episode(IReadOnlyList<HistoryEvent> Received, DateTime UtcNow)
{
    public EpisodeResult Close(ExecutionState state, ExecutionCompletedEvent? end, bool suspended)
    {
        // What a suspended orchestrator asked for is parked with it, until it is resumed.
        List<HistoryEvent> actions = suspended ? [] : state.Actions.Take();
        var cancelled = state.OpenTasks.TakeCancelled();
        return new EpisodeResult
        {
            Events = Record(actions, end),
            Activities = Of<TaskScheduledEvent>(actions),
            Timers = WithoutCancelled(Of<TimerCreatedEvent>(actions), cancelled),
            CancelledTimers = cancelled,
            Children = Of<SubOrchestrationInstanceCreatedEvent>(actions),
            SentEvents = Of<EventSentEvent>(actions),
            Completion = end is ContinueAsNewEvent ? null : end,
            ContinuedAsNew = end is ContinueAsNewEvent ? state.Continuation : null,
            CustomStatusSet = state.Status.IsSet,
            CustomStatus = state.Status.ToJson(),
            Suspended = suspended && end is null,
        };
    }

    private List<HistoryEvent> Record(List<HistoryEvent> actions, ExecutionCompletedEvent? end)
    {
        var recorded = new List<HistoryEvent>(Received.Count + actions.Count + 3)
        {
            new OrchestratorStartedEvent(-1) { Timestamp = UtcNow },
        };
        recorded.AddRange(Received);
        foreach (var action in actions)
        {
            action.Timestamp = UtcNow;
            recorded.Add(action);
        }

        if (end is not null)
        {
            end.Timestamp = UtcNow;
            recorded.Add(end);
        }

        recorded.Add(new OrchestratorCompletedEvent(-1) { Timestamp = UtcNow });
        return recorded;
    }

    // Most episodes have actions of one kind or none; nothing is allocated for the others.
    private static T[] Of<T>(List<HistoryEvent> actions)
        where T : HistoryEvent
    {
        var ofKind = 0;
        foreach (var action in actions)
        {
            ofKind += action is T ? 1 : 0;
        }

        return ofKind == 0 ? [] : [.. actions.OfType<T>()];
    }

    private static TimerCreatedEvent[] WithoutCancelled(TimerCreatedEvent[] timers, int[] cancelled) =>
        timers.Length == 0 || cancelled.Length == 0
            ? timers
            : [.. timers.Where(timer => !cancelled.Contains(timer.EventId))];
}
