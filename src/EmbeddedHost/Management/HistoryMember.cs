using DurableTask.Core.History;
using static DurableSagas.EmbeddedHost.Management.HistoryMemberKind;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>What the extension leaves of an event: no ids, no versions, nothing that only the replay needs.</summary>
internal readonly record struct HistoryMember(string Name, HistoryMemberKind Kind, object? Value)
{
    public static IReadOnlyList<HistoryMember> Of(HistoryEvent recorded) => recorded switch
    {
        ExecutionStartedEvent started =>
        [
            new("Correlation", Always, started.Correlation),
            new("ScheduledStartTime", Always, started.ScheduledStartTime),
            new("Generation", Always, started.Generation ?? 0),
            new("Input", Input, started.Input),
            new("FunctionName", Always, started.Name),
        ],
        ExecutionCompletedEvent completed =>
        [
            new("OrchestrationStatus", Always, completed.OrchestrationStatus.ToString()),
            new("Result", Result, completed.Result),
            new("FailureDetails", Always, completed.FailureDetails),
        ],
        TaskScheduledEvent scheduled => [new("Name", Always, scheduled.Name), new("Input", Input, scheduled.Input)],
        TaskCompletedEvent completed => [new("Result", Result, completed.Result)],
        TaskFailedEvent failed => Failure(failed.Reason, failed.Details, failed.FailureDetails),
        SubOrchestrationInstanceCreatedEvent created =>
            [new("InstanceId", Always, created.InstanceId), new("Name", Always, created.Name), new("Input", Input, created.Input)],
        SubOrchestrationInstanceCompletedEvent completed => [new("Result", Result, completed.Result)],
        SubOrchestrationInstanceFailedEvent failed => Failure(failed.Reason, failed.Details, failed.FailureDetails),
        TimerCreatedEvent created => [new("FireAt", Always, created.FireAt)],
        TimerFiredEvent fired => [new("FireAt", Always, fired.FireAt)],
        EventRaisedEvent raised => [new("Name", Always, raised.Name), new("Input", Input, raised.Input)],
        EventSentEvent sent => [new("InstanceId", Always, sent.InstanceId), new("Name", Always, sent.Name), new("Input", Input, sent.Input)],
        ExecutionTerminatedEvent terminated => [new("Input", Input, terminated.Input)],
        ExecutionSuspendedEvent suspended => [new("Reason", Always, suspended.Reason)],
        ExecutionResumedEvent resumed => [new("Reason", Always, resumed.Reason)],
        ExecutionRewoundEvent rewound => [new("Reason", Always, rewound.Reason)],
        GenericEvent generic => [new("Data", Always, generic.Data)],
        _ => [],
    };

    private static IReadOnlyList<HistoryMember> Failure(string? reason, string? details, object? failure) =>
        [new("Reason", Always, reason), new("Details", Always, details), new("FailureDetails", Always, failure)];
}
