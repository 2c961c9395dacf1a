using System.Text.Json;
using DurableTask.Core;
using DurableTask.Core.Tracing;

namespace DurableSagas.DurableTask.Sqlite.History.Events;

/// <summary>Writes one event: its type and all that is not null.</summary>
internal static class EventWriter
{
    public static void Write(Utf8JsonWriter writer, in EventFields fields)
    {
        writer.WriteStartObject();
        writer.WriteNumber(FieldNames.Type, (int)fields.Type);
        writer.WriteNumber(FieldNames.Id, fields.EventId);
        writer.WriteNumber(FieldNames.Timestamp, fields.Timestamp.Ticks);
        WriteNumber(writer, FieldNames.TaskId, fields.TaskId);
        WriteString(writer, FieldNames.Name, fields.Name);
        WriteString(writer, FieldNames.Version, fields.Version);
        WriteString(writer, FieldNames.Payload, fields.Payload);
        WriteFlag(writer, FieldNames.Hidden, fields.IsPayloadHidden);
        WriteString(writer, FieldNames.InstanceId, fields.InstanceId);
        WriteString(writer, FieldNames.Reason, fields.Reason);
        WriteString(writer, FieldNames.Details, fields.Details);
        WriteNumber(writer, FieldNames.FireAt, fields.FireAt?.Ticks);
        WriteNumber(writer, FieldNames.Status, (int?)fields.Status);
        FailureJson.Write(writer, FieldNames.Failure, fields.Failure);
        WriteTags(writer, fields.Tags);
        WriteTrace(writer, fields.Trace);
        WriteStart(writer, fields);
        OrchestrationStateJson.Write(writer, fields.State);
        writer.WriteEndObject();
    }

    public static void WriteString(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public static void WriteNumber(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static void WriteFlag(Utf8JsonWriter writer, string name, bool value)
    {
        if (value)
        {
            writer.WriteBoolean(name, true);
        }
    }

    public static void WriteTags(Utf8JsonWriter writer, IDictionary<string, string>? tags)
    {
        if (tags is null)
        {
            return;
        }

        writer.WriteStartObject(FieldNames.Tags);
        foreach (var (key, value) in tags)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    public static void WriteParent(Utf8JsonWriter writer, ParentInstance? parent)
    {
        if (parent is null)
        {
            return;
        }

        writer.WriteStartObject(FieldNames.Parent);
        WriteString(writer, FieldNames.Name, parent.Name);
        WriteString(writer, FieldNames.Version, parent.Version);
        writer.WriteNumber(FieldNames.TaskId, parent.TaskScheduleId);
        WriteString(writer, FieldNames.InstanceId, parent.OrchestrationInstance?.InstanceId);
        WriteString(writer, FieldNames.ExecutionId, parent.OrchestrationInstance?.ExecutionId);
        writer.WriteEndObject();
    }

    // Only the first event of an execution and a rewind have any of these.
    private static void WriteStart(Utf8JsonWriter writer, in EventFields fields)
    {
        WriteString(writer, FieldNames.ExecutionId, fields.ExecutionId);
        WriteString(writer, FieldNames.ParentExecutionId, fields.ParentExecutionId);
        WriteString(writer, FieldNames.Correlation, fields.Correlation);
        WriteString(writer, FieldNames.ClientSpanId, fields.ClientSpanId);
        WriteNumber(writer, FieldNames.Generation, fields.Generation);
        WriteNumber(writer, FieldNames.ScheduledStart, fields.ScheduledStart?.Ticks);
        WriteParent(writer, fields.Parent);
        WriteFlag(writer, FieldNames.GenerateNewTrace, fields.GenerateNewTrace);
    }

    private static void WriteTrace(Utf8JsonWriter writer, DistributedTraceContext? trace)
    {
        if (trace is null)
        {
            return;
        }

        writer.WriteStartObject(FieldNames.Trace);
        WriteString(writer, FieldNames.TraceParent, trace.TraceParent);
        WriteString(writer, FieldNames.TraceState, trace.TraceState);
        WriteString(writer, FieldNames.Id, trace.Id);
        WriteString(writer, FieldNames.SpanId, trace.SpanId);
        if (trace.ActivityStartTime is { } startedAt)
        {
            writer.WriteString(FieldNames.TraceStartedAt, startedAt);
        }

        writer.WriteEndObject();
    }
}
