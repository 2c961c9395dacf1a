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
            WriteMembers(json, recorded);
            json.WriteString("Timestamp", recorded.Timestamp);
            WriteScheduled(json, recorded);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static int? ScheduledIdOf(HistoryEvent recorded) => recorded switch
    {
        TaskCompletedEvent completed => completed.TaskScheduledId,
        TaskFailedEvent failed => failed.TaskScheduledId,
        SubOrchestrationInstanceCompletedEvent completed => completed.TaskScheduledId,
        SubOrchestrationInstanceFailedEvent failed => failed.TaskScheduledId,
        _ => null,
    };

    private bool IsShown(HistoryEvent recorded) => recorded switch
    {
        OrchestratorStartedEvent or OrchestratorCompletedEvent => false,
        TaskScheduledEvent or SubOrchestrationInstanceCreatedEvent => !_ended.Contains(recorded.EventId),
        _ => true,
    };

    private void WriteMembers(Utf8JsonWriter json, HistoryEvent recorded)
    {
        foreach (var (name, kind, value) in HistoryMember.Of(recorded))
        {
            if (kind == HistoryMemberKind.Input ? showInput : kind != HistoryMemberKind.Result || showOutput)
            {
                json.WritePropertyName(name);
                WriteValue(json, kind, value);
            }
        }
    }

    private static void WriteValue(Utf8JsonWriter json, HistoryMemberKind kind, object? value)
    {
        if (kind == HistoryMemberKind.Result)
        {
            StatusJson.WriteToken(json, (string?)value);
        }
        else
        {
            JsonSerializer.Serialize(json, value);
        }
    }

    private void WriteScheduled(Utf8JsonWriter json, HistoryEvent recorded)
    {
        if (ScheduledIdOf(recorded) is not { } id || !_scheduled.TryGetValue(id, out var scheduled))
        {
            return;
        }

        var (name, input) = scheduled switch
        {
            TaskScheduledEvent task => (task.Name, task.Input),
            SubOrchestrationInstanceCreatedEvent child => (child.Name, child.Input),
            _ => (null, null),
        };
        json.WriteString("ScheduledTime", scheduled.Timestamp);
        json.WriteString("FunctionName", name);
        if (showInput)
        {
            json.WriteString("Input", input);
        }
    }
}
