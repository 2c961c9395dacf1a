using System.Text.Json;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>A history as <c>showHistory=true</c> shows it: what was scheduled is folded into how it ended.</summary>
internal sealed class HistoryJson(IList<HistoryEvent> history, bool showInput, bool showOutput)
{
    private readonly Dictionary<int, HistoryEvent> _scheduled = history
        .Where(recorded => recorded is TaskScheduledEvent or SubOrchestrationInstanceCreatedEvent)
        .GroupBy(recorded => recorded.EventId)
        .ToDictionary(group => group.Key, group => group.Last());

    private readonly HashSet<int> _ended = [.. history.Select(ScheduledIdOf).OfType<int>()];

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var recorded in history.Where(IsShown))
        {
            json.WriteStartObject();
            json.WriteString("EventType", recorded.EventType.ToString());
            WriteOwn(json, recorded);
            json.WriteString("Timestamp", recorded.Timestamp);
            WriteScheduled(json, recorded);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private bool IsShown(HistoryEvent recorded) => recorded switch
    {
        OrchestratorStartedEvent or OrchestratorCompletedEvent => false,
        TaskScheduledEvent or SubOrchestrationInstanceCreatedEvent => !_ended.Contains(recorded.EventId),
        _ => true,
    };

    private static int? ScheduledIdOf(HistoryEvent recorded) => recorded switch
    {
        TaskCompletedEvent completed => completed.TaskScheduledId,
        TaskFailedEvent failed => failed.TaskScheduledId,
        SubOrchestrationInstanceCompletedEvent completed => completed.TaskScheduledId,
        SubOrchestrationInstanceFailedEvent failed => failed.TaskScheduledId,
        _ => null,
    };

    private void WriteOwn(Utf8JsonWriter json, HistoryEvent recorded)
    {
        switch (recorded)
        {
            case ExecutionStartedEvent started:
                WriteStarted(json, started);
                break;
            case ExecutionCompletedEvent completed:
                json.WriteString("OrchestrationStatus", completed.OrchestrationStatus.ToString());
                WriteResult(json, completed.Result);
                FailureDetailsJson.Write(json, completed.FailureDetails);
                break;
            case TaskCompletedEvent completed:
                WriteResult(json, completed.Result);
                break;
            case SubOrchestrationInstanceCompletedEvent completed:
                WriteResult(json, completed.Result);
                break;
            case TaskFailedEvent failed:
                WriteFailure(json, failed.Reason, failed.Details);
                FailureDetailsJson.Write(json, failed.FailureDetails);
                break;
            case SubOrchestrationInstanceFailedEvent failed:
                WriteFailure(json, failed.Reason, failed.Details);
                FailureDetailsJson.Write(json, failed.FailureDetails);
                break;
            default:
                WriteSimple(json, recorded);
                break;
        }
    }

    private void WriteSimple(Utf8JsonWriter json, HistoryEvent recorded)
    {
        switch (recorded)
        {
            case TaskScheduledEvent scheduled:
                json.WriteString("Name", scheduled.Name);
                WriteInput(json, scheduled.Input);
                break;
            case SubOrchestrationInstanceCreatedEvent created:
                json.WriteString("InstanceId", created.InstanceId);
                json.WriteString("Name", created.Name);
                WriteInput(json, created.Input);
                break;
            case TimerCreatedEvent created:
                json.WriteString("FireAt", created.FireAt);
                break;
            case TimerFiredEvent fired:
                json.WriteString("FireAt", fired.FireAt);
                break;
            case EventRaisedEvent raised:
                json.WriteString("Name", raised.Name);
                WriteInput(json, raised.Input);
                break;
            case EventSentEvent sent:
                json.WriteString("InstanceId", sent.InstanceId);
                json.WriteString("Name", sent.Name);
                WriteInput(json, sent.Input);
                break;
            default:
                WriteControl(json, recorded);
                break;
        }
    }

    private void WriteControl(Utf8JsonWriter json, HistoryEvent recorded)
    {
        switch (recorded)
        {
            case ExecutionTerminatedEvent terminated:
                WriteInput(json, terminated.Input);
                break;
            case ExecutionSuspendedEvent suspended:
                json.WriteString("Reason", suspended.Reason);
                break;
            case ExecutionResumedEvent resumed:
                json.WriteString("Reason", resumed.Reason);
                break;
            case ExecutionRewoundEvent rewound:
                json.WriteString("Reason", rewound.Reason);
                break;
            case GenericEvent generic:
                json.WriteString("Data", generic.Data);
                break;
            default:
                break;
        }
    }

    private void WriteStarted(Utf8JsonWriter json, ExecutionStartedEvent started)
    {
        json.WriteString("Correlation", started.Correlation);
        json.WritePropertyName("ScheduledStartTime");
        JsonSerializer.Serialize(json, started.ScheduledStartTime);
        json.WriteNumber("Generation", started.Generation ?? 0);
        WriteInput(json, started.Input);
        json.WriteString("FunctionName", started.Name);
    }

    private void WriteInput(Utf8JsonWriter json, string? input)
    {
        if (showInput)
        {
            json.WriteString("Input", input);
        }
    }

    private void WriteResult(Utf8JsonWriter json, string? result)
    {
        if (showOutput)
        {
            json.WritePropertyName("Result");
            StatusJson.WriteToken(json, result);
        }
    }

    private static void WriteFailure(Utf8JsonWriter json, string? reason, string? details)
    {
        json.WriteString("Reason", reason);
        json.WriteString("Details", details);
    }

    private void WriteScheduled(Utf8JsonWriter json, HistoryEvent recorded)
    {
        if (ScheduledIdOf(recorded) is not { } id || !_scheduled.TryGetValue(id, out var scheduled))
        {
            return;
        }

        var (name, input) = scheduled is TaskScheduledEvent task
            ? (task.Name, task.Input)
            : (((SubOrchestrationInstanceCreatedEvent)scheduled).Name, ((SubOrchestrationInstanceCreatedEvent)scheduled).Input);
        json.WriteString("ScheduledTime", scheduled.Timestamp);
        json.WriteString("FunctionName", name);
        WriteInput(json, input);
    }
}
