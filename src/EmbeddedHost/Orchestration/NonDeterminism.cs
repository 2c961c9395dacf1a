using DurableTask.Core.Exceptions;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>Finds that a replayed orchestrator asks for something else than its history holds, and says so in Durable Functions' words.</summary>
/// <remarks>Inputs, versions and due times are not compared, nor is an action that the history lacks an error.</remarks>
internal static class NonDeterminism
{
    private const string Question =
        "Was a change made to the orchestrator code after this instance had already started running?";

    public static void ThrowIfDifferent(HistoryEvent recorded, HistoryEvent? action)
    {
        var difference = action is null ? Missing(recorded)
            : action.EventType != recorded.EventType ? OtherKind(recorded, KindOf(action))
            : !string.Equals(NameOf(recorded), NameOf(action), StringComparison.OrdinalIgnoreCase) ? OtherName(recorded, NameOf(action))
            : null;
        if (difference is not null)
        {
            throw new NonDeterministicOrchestrationException(recorded.EventId, difference + Question);
        }
    }

    private static string? Missing(HistoryEvent recorded) => recorded switch
    {
        TaskScheduledEvent task =>
            $"{Scheduled("an activity task with sequence ID", task)} and name '{task.Name}' (version '{task.Version}'), "
            + "but the current replay execution hasn't (yet?) scheduled this task. ",
        TimerCreatedEvent =>
            $"{Scheduled("a timer task with sequence number", recorded)} but "
            + "the current replay execution hasn't (yet?) scheduled this task. ",
        SubOrchestrationInstanceCreatedEvent child =>
            $"{Child(child)}, but the current replay execution hasn't (yet?) scheduled this task. ",
        EventSentEvent sent =>
            $"{Sent(sent, type: " ")}, but the current replay execution hasn't (yet?) scheduled this task. ",
        _ => null,
    };

    private static string? OtherKind(HistoryEvent recorded, string kind) => recorded switch
    {
        TaskScheduledEvent task =>
            $"{Scheduled("an activity task with sequence number", task)} named '{task.Name}', "
            + $"but the current orchestration replay instead produced a {kind} action with this sequence number. ",
        TimerCreatedEvent =>
            $"{Scheduled("a timer task with sequence number", recorded)} named "
            + $"but the current orchestration replay instead produced a {kind} action with this sequence number. ",
        SubOrchestrationInstanceCreatedEvent child =>
            $"{Child(child)}, but the current orchestration replay instead produced a {kind} action at this sequence number. ",
        EventSentEvent sent =>
            $"{Sent(sent, type: ", ")}, but the current orchestration replay instead scheduled a {kind} task at this sequence number. ",
        _ => null,
    };

    private static string? OtherName(HistoryEvent recorded, string? name) => recorded switch
    {
        TaskScheduledEvent task =>
            $"{Scheduled("an activity task with sequence number", task)} named '{task.Name}', "
            + $"but the current orchestration replay instead scheduled an activity task named '{name}' with this sequence number.  ",
        SubOrchestrationInstanceCreatedEvent child =>
            $"{Child(child)}, but the current orchestration replay instead scheduled a sub-orchestration task with name {name} "
            + "at this sequence number. ",
        EventSentEvent sent =>
            $"{Sent(sent, type: ", ")}), but the current orchestration replay instead scheduled a send event task with name {name}"
            + "at this sequence number. ",
        _ => null,
    };

    private static string Scheduled(string what, HistoryEvent recorded) =>
        $"A previous execution of this orchestration scheduled {what} {recorded.EventId}";

    private static string Child(SubOrchestrationInstanceCreatedEvent child) =>
        $"{Scheduled("a sub-orchestration task with sequence ID", child)} and name '{child.Name}' "
        + $"(version '{child.Version}', instance ID '{child.InstanceId}')";

    private static string Sent(EventSentEvent sent, string type) =>
        $"{Scheduled("a send event task with sequence ID", sent)}, type '{sent.EventType}'{type}name '{sent.Name}', "
        + $"instance ID '{sent.InstanceId}'";

    private static string? NameOf(HistoryEvent action) => action switch
    {
        TaskScheduledEvent task => task.Name,
        SubOrchestrationInstanceCreatedEvent child => child.Name,
        EventSentEvent sent => sent.Name,
        _ => null,
    };

    private static string KindOf(HistoryEvent action) => action switch
    {
        TaskScheduledEvent => "ScheduleTaskOrchestratorAction",
        TimerCreatedEvent => "CreateTimerOrchestratorAction",
        SubOrchestrationInstanceCreatedEvent => "CreateSubOrchestrationAction",
        _ => "SendEventOrchestratorAction",
    };
}
