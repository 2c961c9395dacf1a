using System.Text.Json;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Tracing;

namespace DurableSagas.DurableTask.Sqlite.History.Events;

/// <summary>Reads one event; what it does not know, it skips.</summary>
internal static class EventReader
{
    /// <summary>Expects the reader on the event's opening brace, and leaves it on the closing one.</summary>
    public static EventFields Read(ref Utf8JsonReader reader)
    {
        var fields = default(EventFields);
        while (NextField(ref reader) is { } name)
        {
            if (!ReadCommon(ref reader, name, ref fields) && !ReadRare(ref reader, name, ref fields))
            {
                reader.Skip();
            }
        }

        return fields;
    }

    /// <summary>The next field that is not null, with the reader on its value; null at the end of the object.</summary>
    public static string? NextField(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = FieldNames.Known(reader.ValueSpan) ?? reader.GetString();
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null)
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>As <see cref="NextField"/>, for names that are a user's and values that may be null.</summary>
    public static string? NextEntry(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        var name = reader.GetString();
        reader.Read();
        return name;
    }

    public static DateTime ReadTime(ref Utf8JsonReader reader) => new(reader.GetInt64(), DateTimeKind.Utc);

    public static Dictionary<string, string> ReadTags(ref Utf8JsonReader reader)
    {
        var tags = new Dictionary<string, string>();
        while (NextEntry(ref reader) is { } key)
        {
            tags[key] = reader.GetString()!;
        }

        return tags;
    }

    public static ParentInstance ReadParent(ref Utf8JsonReader reader)
    {
        var parent = new ParentInstance { OrchestrationInstance = new OrchestrationInstance() };
        while (NextField(ref reader) is { } name)
        {
            switch (name)
            {
                case FieldNames.Name:
                    parent.Name = reader.GetString();
                    break;
                case FieldNames.Version:
                    parent.Version = reader.GetString();
                    break;
                case FieldNames.TaskId:
                    parent.TaskScheduleId = reader.GetInt32();
                    break;
                case FieldNames.InstanceId:
                    parent.OrchestrationInstance.InstanceId = reader.GetString();
                    break;
                case FieldNames.ExecutionId:
                    parent.OrchestrationInstance.ExecutionId = reader.GetString();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return parent;
    }

    private static bool ReadCommon(ref Utf8JsonReader reader, string name, ref EventFields fields)
    {
        switch (name)
        {
            case FieldNames.Type:
                fields.Type = (EventType)reader.GetInt32();
                return true;
            case FieldNames.Id:
                fields.EventId = reader.GetInt32();
                return true;
            case FieldNames.Timestamp:
                fields.Timestamp = ReadTime(ref reader);
                return true;
            case FieldNames.TaskId:
                fields.TaskId = reader.GetInt32();
                return true;
            case FieldNames.Name:
                fields.Name = reader.GetString();
                return true;
            case FieldNames.Version:
                fields.Version = reader.GetString();
                return true;
            case FieldNames.Payload:
                fields.Payload = reader.GetString();
                return true;
            case FieldNames.FireAt:
                fields.FireAt = ReadTime(ref reader);
                return true;
            default:
                return false;
        }
    }

    private static bool ReadRare(ref Utf8JsonReader reader, string name, ref EventFields fields) =>
        ReadText(ref reader, name, ref fields) || ReadStructure(ref reader, name, ref fields);

    private static bool ReadText(ref Utf8JsonReader reader, string name, ref EventFields fields)
    {
        switch (name)
        {
            case FieldNames.InstanceId:
                fields.InstanceId = reader.GetString();
                return true;
            case FieldNames.ExecutionId:
                fields.ExecutionId = reader.GetString();
                return true;
            case FieldNames.ParentExecutionId:
                fields.ParentExecutionId = reader.GetString();
                return true;
            case FieldNames.Reason:
                fields.Reason = reader.GetString();
                return true;
            case FieldNames.Details:
                fields.Details = reader.GetString();
                return true;
            case FieldNames.Correlation:
                fields.Correlation = reader.GetString();
                return true;
            case FieldNames.ClientSpanId:
                fields.ClientSpanId = reader.GetString();
                return true;
            default:
                return false;
        }
    }

    private static bool ReadStructure(ref Utf8JsonReader reader, string name, ref EventFields fields)
    {
        switch (name)
        {
            case FieldNames.Status:
                fields.Status = (OrchestrationStatus)reader.GetInt32();
                return true;
            case FieldNames.Generation:
                fields.Generation = reader.GetInt32();
                return true;
            case FieldNames.Hidden:
                fields.IsPayloadHidden = reader.GetBoolean();
                return true;
            case FieldNames.GenerateNewTrace:
                fields.GenerateNewTrace = reader.GetBoolean();
                return true;
            case FieldNames.ScheduledStart:
                fields.ScheduledStart = ReadTime(ref reader);
                return true;
            case FieldNames.Tags:
                fields.Tags = ReadTags(ref reader);
                return true;
            case FieldNames.Parent:
                fields.Parent = ReadParent(ref reader);
                return true;
            case FieldNames.Failure:
                fields.Failure = FailureJson.Read(ref reader);
                return true;
            case FieldNames.Trace:
                fields.Trace = ReadTrace(ref reader);
                return true;
            case FieldNames.State:
                fields.State = OrchestrationStateJson.Read(ref reader);
                return true;
            default:
                return false;
        }
    }

    private static DistributedTraceContext ReadTrace(ref Utf8JsonReader reader)
    {
        var trace = new DistributedTraceContext(string.Empty);
        while (NextField(ref reader) is { } name)
        {
            switch (name)
            {
                case FieldNames.TraceParent:
                    trace.TraceParent = reader.GetString()!;
                    break;
                case FieldNames.TraceState:
                    trace.TraceState = reader.GetString();
                    break;
                case FieldNames.Id:
                    trace.Id = reader.GetString();
                    break;
                case FieldNames.SpanId:
                    trace.SpanId = reader.GetString();
                    break;
                case FieldNames.TraceStartedAt:
                    trace.ActivityStartTime = reader.GetDateTimeOffset();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return trace;
    }
}
