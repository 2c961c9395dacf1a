using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.History.Events;

/// <summary>Makes an event of what was stored of it.</summary>
internal static class EventAssembly
{
    public static HistoryEvent Assemble(in EventFields fields)
    {
        var assembled = Calls(fields) ?? Ends(fields) ?? Executions(fields)
            ?? throw new InvalidDataException(
                $"The history holds an event of type {fields.Type:D}, which this version does not know. Was it written by a newer one?");
        assembled.Timestamp = fields.Timestamp;
        return assembled;
    }

    private static HistoryEvent? Calls(in EventFields fields) => fields.Type switch
    {
        EventType.TaskScheduled => new TaskScheduledEvent(fields.EventId, fields.Name!, fields.Version, fields.Payload)
        {
            Tags = fields.Tags,
            ParentTraceContext = fields.Trace,
        },
        EventType.SubOrchestrationInstanceCreated => new SubOrchestrationInstanceCreatedEvent(fields.EventId)
        {
            Name = fields.Name,
            Version = fields.Version,
            Input = fields.Payload,
            InstanceId = fields.InstanceId,
            Tags = fields.Tags,
            ClientSpanId = fields.ClientSpanId,
        },
        EventType.TimerCreated => new TimerCreatedEvent(fields.EventId, fields.FireAt ?? default),
        EventType.EventSent => new EventSentEvent(fields.EventId)
        {
            InstanceId = fields.InstanceId,
            Name = fields.Name,
            Input = fields.Payload,
        },
        _ => null,
    };

    private static HistoryEvent? Ends(in EventFields fields) => fields.Type switch
    {
        EventType.TaskCompleted => new TaskCompletedEvent(fields.EventId, fields.TaskId ?? -1, fields.Payload!),
        EventType.TaskFailed =>
            new TaskFailedEvent(fields.EventId, fields.TaskId ?? -1, fields.Reason, fields.Details, fields.Failure),
        EventType.SubOrchestrationInstanceCompleted =>
            new SubOrchestrationInstanceCompletedEvent(fields.EventId, fields.TaskId ?? -1, fields.Payload!),
        EventType.SubOrchestrationInstanceFailed =>
            new SubOrchestrationInstanceFailedEvent(fields.EventId, fields.TaskId ?? -1, fields.Reason, fields.Details, fields.Failure),
        EventType.TimerFired => new TimerFiredEvent(fields.EventId, fields.FireAt ?? default) { TimerId = fields.TaskId ?? -1 },
        EventType.EventRaised => new EventRaisedEvent(fields.EventId, fields.Payload!)
        {
            Name = fields.Name!,
            ParentTraceContext = fields.Trace!,
        },
        _ => null,
    };

    private static HistoryEvent? Executions(in EventFields fields) => fields.Type switch
    {
        EventType.OrchestratorStarted => new OrchestratorStartedEvent(fields.EventId),
        EventType.OrchestratorCompleted => new OrchestratorCompletedEvent(fields.EventId),
        EventType.ExecutionStarted => Start(fields),
        EventType.ExecutionCompleted or EventType.ExecutionFailed =>
            new ExecutionCompletedEvent(fields.EventId, fields.Payload, fields.Status ?? default, fields.Failure),
        EventType.ContinueAsNew => new ContinueAsNewEvent(fields.EventId, fields.Payload!),
        EventType.ExecutionTerminated => new ExecutionTerminatedEvent(fields.EventId, fields.Payload!),
        EventType.ExecutionSuspended => new ExecutionSuspendedEvent(fields.EventId, fields.Reason!),
        EventType.ExecutionResumed => new ExecutionResumedEvent(fields.EventId, fields.Reason!),
        EventType.ExecutionRewound => new ExecutionRewoundEvent(fields.EventId, fields.Reason)
        {
            InstanceId = fields.InstanceId,
            ParentExecutionId = fields.ParentExecutionId,
            ParentTraceContext = fields.Trace,
        },
        EventType.GenericEvent => new GenericEvent(fields.EventId, fields.Payload!),
        EventType.HistoryState => new HistoryStateEvent(fields.EventId, fields.State!),
        _ => null,
    };

    private static ExecutionStartedEvent Start(in EventFields fields) => new(fields.EventId, fields.Payload!)
    {
        OrchestrationInstance = new OrchestrationInstance { InstanceId = fields.InstanceId!, ExecutionId = fields.ExecutionId! },
        ParentInstance = fields.Parent!,
        Name = fields.Name!,
        Version = fields.Version!,
        Tags = fields.Tags!,
        Correlation = fields.Correlation!,
        ParentTraceContext = fields.Trace!,
        ScheduledStartTime = fields.ScheduledStart,
        Generation = fields.Generation,
        GenerateNewTrace = fields.GenerateNewTrace,
    };
}
