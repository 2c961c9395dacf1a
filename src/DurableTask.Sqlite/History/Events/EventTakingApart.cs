using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.History.Events;

/// <summary>Takes an event apart into what is stored of it; <see cref="EventAssembly"/> is the way back.</summary>
internal static class EventTakingApart
{
    public static EventFields FieldsOf(HistoryEvent recorded)
    {
        var fields = new EventFields { Type = recorded.EventType, EventId = recorded.EventId, Timestamp = recorded.Timestamp };
        if (!AddCall(recorded, ref fields) && !AddEnd(recorded, ref fields))
        {
            AddExecution(recorded, ref fields);
        }

        return fields;
    }

    private static bool AddCall(HistoryEvent recorded, ref EventFields fields)
    {
        switch (recorded)
        {
            case TaskScheduledEvent task:
                (fields.Name, fields.Version, fields.Payload) = (task.Name, task.Version, task.Input);
                (fields.Tags, fields.Trace) = (task.Tags, task.ParentTraceContext);
                return true;
            case SubOrchestrationInstanceCreatedEvent child:
                (fields.Name, fields.Version, fields.Payload) = (child.Name, child.Version, child.Input);
                (fields.InstanceId, fields.Tags, fields.ClientSpanId) = (child.InstanceId, child.Tags, child.ClientSpanId);
                return true;
            case TimerCreatedEvent timer:
                fields.FireAt = timer.FireAt;
                return true;
            case EventSentEvent sent:
                (fields.InstanceId, fields.Name, fields.Payload) = (sent.InstanceId, sent.Name, sent.Input);
                return true;
            default:
                return false;
        }
    }

    private static bool AddEnd(HistoryEvent recorded, ref EventFields fields)
    {
        switch (recorded)
        {
            case TaskCompletedEvent task:
                (fields.TaskId, fields.Payload) = (task.TaskScheduledId, task.Result);
                return true;
            case TaskFailedEvent task:
                (fields.TaskId, fields.Reason) = (task.TaskScheduledId, task.Reason);
                (fields.Details, fields.Failure) = (task.Details, task.FailureDetails);
                return true;
            case SubOrchestrationInstanceCompletedEvent child:
                (fields.TaskId, fields.Payload) = (child.TaskScheduledId, child.Result);
                return true;
            case SubOrchestrationInstanceFailedEvent child:
                (fields.TaskId, fields.Reason) = (child.TaskScheduledId, child.Reason);
                (fields.Details, fields.Failure) = (child.Details, child.FailureDetails);
                return true;
            case TimerFiredEvent timer:
                (fields.TaskId, fields.FireAt) = (timer.TimerId, timer.FireAt);
                return true;
            case EventRaisedEvent raised:
                (fields.Name, fields.Payload, fields.Trace) = (raised.Name, raised.Input, raised.ParentTraceContext);
                return true;
            default:
                return false;
        }
    }

    private static void AddExecution(HistoryEvent recorded, ref EventFields fields)
    {
        switch (recorded)
        {
            case ExecutionStartedEvent started:
                AddStart(started, ref fields);
                break;
            case ExecutionCompletedEvent ended:
                (fields.Payload, fields.Status, fields.Failure) = (ended.Result, ended.OrchestrationStatus, ended.FailureDetails);
                break;
            case ExecutionRewoundEvent rewound:
                (fields.Reason, fields.InstanceId) = (rewound.Reason, rewound.InstanceId);
                (fields.ParentExecutionId, fields.Trace) = (rewound.ParentExecutionId, rewound.ParentTraceContext);
                break;
            case ExecutionTerminatedEvent terminated:
                fields.Payload = terminated.Input;
                break;
            case ExecutionSuspendedEvent suspended:
                fields.Reason = suspended.Reason;
                break;
            case ExecutionResumedEvent resumed:
                fields.Reason = resumed.Reason;
                break;
            case GenericEvent generic:
                fields.Payload = generic.Data;
                break;
            case HistoryStateEvent state:
                fields.State = state.State;
                break;
            default:
                break;
        }
    }

    private static void AddStart(ExecutionStartedEvent started, ref EventFields fields)
    {
        (fields.Name, fields.Version, fields.Payload) = (started.Name, started.Version, started.Input);
        (fields.InstanceId, fields.ExecutionId) = (started.OrchestrationInstance?.InstanceId, started.OrchestrationInstance?.ExecutionId);
        (fields.Parent, fields.Tags, fields.Trace) = (started.ParentInstance, started.Tags, started.ParentTraceContext);
        (fields.Correlation, fields.ScheduledStart) = (started.Correlation, started.ScheduledStartTime);
        (fields.Generation, fields.GenerateNewTrace) = (started.Generation, started.GenerateNewTrace);
    }
}
