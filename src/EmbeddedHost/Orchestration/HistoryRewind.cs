using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>Takes the failures out of a failed execution's history, so that its replay tries them again.</summary>
/// <remarks>
/// Every failure, also one that a retry or a catch has dealt with, as Durable Functions does: an orchestrator
/// that compensates in a catch is sent forward again by it. Only <c>Sagas</c> makes histories that survive this.
/// </remarks>
internal static class HistoryRewind
{
    /// <param name="history">All of the failed execution.</param>
    /// <param name="rewound">The request; its parent's execution id is set when a parent is being rewound.</param>
    /// <param name="newExecutionId">Messages to the failed execution must not reach the rewound one.</param>
    /// <param name="utcNow">When the rewind happens.</param>
    public static RewoundHistory Rewind(
        IReadOnlyList<HistoryEvent> history, ExecutionRewoundEvent rewound, string newExecutionId, DateTime utcNow)
    {
        var failed = FailedTasks(history);
        var events = new List<HistoryEvent>(history.Count + 3);
        var children = new List<string>();
        foreach (var recorded in history)
        {
            if (recorded is SubOrchestrationInstanceCreatedEvent child && failed.Contains(child.EventId))
            {
                children.Add(child.InstanceId);
            }

            if (!IsDropped(recorded, failed))
            {
                events.Add(recorded is ExecutionStartedEvent started ? Restart(started, rewound, newExecutionId) : recorded);
            }
        }

        events.Add(new OrchestratorStartedEvent(-1) { Timestamp = utcNow });
        events.Add(rewound);
        events.Add(new OrchestratorCompletedEvent(-1) { Timestamp = utcNow });
        return new RewoundHistory(events, [.. children.Distinct()]);
    }

    private static HashSet<int> FailedTasks(IReadOnlyList<HistoryEvent> history) =>
    [
        .. history.OfType<TaskFailedEvent>().Select(failed => failed.TaskScheduledId),
        .. history.OfType<SubOrchestrationInstanceFailedEvent>().Select(failed => failed.TaskScheduledId),
    ];

    // A failed child's creation stays: the child itself is rewound, and ends under the same id.
    private static bool IsDropped(HistoryEvent recorded, HashSet<int> failed) =>
        recorded is TaskFailedEvent or SubOrchestrationInstanceFailedEvent or ExecutionCompletedEvent
        || (recorded is TaskScheduledEvent task && failed.Contains(task.EventId));

    private static ExecutionStartedEvent Restart(ExecutionStartedEvent started, ExecutionRewoundEvent rewound, string newExecutionId) =>
        new(started.EventId, started.Input)
        {
            Timestamp = started.Timestamp,
            OrchestrationInstance = new OrchestrationInstance
            {
                InstanceId = started.OrchestrationInstance.InstanceId,
                ExecutionId = newExecutionId,
            },
            ParentInstance = WithExecutionId(started.ParentInstance, rewound.ParentExecutionId),
            Name = started.Name,
            Version = started.Version,
            Tags = started.Tags,
            Correlation = started.Correlation,
            ParentTraceContext = started.ParentTraceContext,
            ScheduledStartTime = started.ScheduledStartTime,
            Generation = started.Generation,
            GenerateNewTrace = started.GenerateNewTrace,
        };

    private static ParentInstance? WithExecutionId(ParentInstance? parent, string? executionId) =>
        parent is null || string.IsNullOrEmpty(executionId) ? parent : new ParentInstance
        {
            Name = parent.Name,
            Version = parent.Version,
            TaskScheduleId = parent.TaskScheduleId,
            OrchestrationInstance = new OrchestrationInstance
            {
                InstanceId = parent.OrchestrationInstance.InstanceId,
                ExecutionId = executionId,
            },
        };
}
