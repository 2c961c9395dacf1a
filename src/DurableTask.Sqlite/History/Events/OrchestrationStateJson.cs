using System.Text.Json;
using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.History.Events;

/// <summary>A snapshot of an instance in a stored history. This engine writes none, but one that was imported must survive.</summary>
internal static class OrchestrationStateJson
{
    public static void Write(Utf8JsonWriter writer, OrchestrationState? state)
    {
        if (state is null)
        {
            return;
        }

        writer.WriteStartObject(FieldNames.State);
        EventWriter.WriteString(writer, FieldNames.Name, state.Name);
        EventWriter.WriteString(writer, FieldNames.Version, state.Version);
        EventWriter.WriteString(writer, FieldNames.Payload, state.Input);
        EventWriter.WriteString(writer, FieldNames.Output, state.Output);
        EventWriter.WriteString(writer, FieldNames.Details, state.Status);
        EventWriter.WriteString(writer, FieldNames.InstanceId, state.OrchestrationInstance?.InstanceId);
        EventWriter.WriteString(writer, FieldNames.ExecutionId, state.OrchestrationInstance?.ExecutionId);
        writer.WriteNumber(FieldNames.Status, (int)state.OrchestrationStatus);
        writer.WriteNumber(FieldNames.CreatedAt, state.CreatedTime.Ticks);
        writer.WriteNumber(FieldNames.CompletedAt, state.CompletedTime.Ticks);
        writer.WriteNumber(FieldNames.LastUpdatedAt, state.LastUpdatedTime.Ticks);
        writer.WriteNumber(FieldNames.Size, state.Size);
        writer.WriteNumber(FieldNames.CompressedSize, state.CompressedSize);
        EventWriter.WriteNumber(writer, FieldNames.Generation, state.Generation);
        EventWriter.WriteNumber(writer, FieldNames.ScheduledStart, state.ScheduledStartTime?.Ticks);
        EventWriter.WriteParent(writer, state.ParentInstance);
        EventWriter.WriteTags(writer, state.Tags);
        FailureJson.Write(writer, FieldNames.Failure, state.FailureDetails);
        writer.WriteEndObject();
    }

    public static OrchestrationState Read(ref Utf8JsonReader reader)
    {
        var state = new OrchestrationState { OrchestrationInstance = new OrchestrationInstance() };
        while (EventReader.NextField(ref reader) is { } name)
        {
            if (!ReadText(ref reader, name, state) && !ReadNumber(ref reader, name, state) && !ReadStructure(ref reader, name, state))
            {
                reader.Skip();
            }
        }

        return state;
    }

    private static bool ReadText(ref Utf8JsonReader reader, string name, OrchestrationState state)
    {
        switch (name)
        {
            case FieldNames.Name:
                state.Name = reader.GetString();
                return true;
            case FieldNames.Version:
                state.Version = reader.GetString();
                return true;
            case FieldNames.Payload:
                state.Input = reader.GetString();
                return true;
            case FieldNames.Output:
                state.Output = reader.GetString();
                return true;
            case FieldNames.Details:
                state.Status = reader.GetString();
                return true;
            case FieldNames.InstanceId:
                state.OrchestrationInstance.InstanceId = reader.GetString();
                return true;
            case FieldNames.ExecutionId:
                state.OrchestrationInstance.ExecutionId = reader.GetString();
                return true;
            default:
                return false;
        }
    }

    private static bool ReadNumber(ref Utf8JsonReader reader, string name, OrchestrationState state)
    {
        switch (name)
        {
            case FieldNames.Status:
                state.OrchestrationStatus = (OrchestrationStatus)reader.GetInt32();
                return true;
            case FieldNames.CreatedAt:
                state.CreatedTime = EventReader.ReadTime(ref reader);
                return true;
            case FieldNames.CompletedAt:
                state.CompletedTime = EventReader.ReadTime(ref reader);
                return true;
            case FieldNames.LastUpdatedAt:
                state.LastUpdatedTime = EventReader.ReadTime(ref reader);
                return true;
            case FieldNames.Size:
                state.Size = reader.GetInt64();
                return true;
            case FieldNames.CompressedSize:
                state.CompressedSize = reader.GetInt64();
                return true;
            case FieldNames.Generation:
                state.Generation = reader.GetInt32();
                return true;
            default:
                return false;
        }
    }

    private static bool ReadStructure(ref Utf8JsonReader reader, string name, OrchestrationState state)
    {
        switch (name)
        {
            case FieldNames.ScheduledStart:
                state.ScheduledStartTime = EventReader.ReadTime(ref reader);
                return true;
            case FieldNames.Parent:
                state.ParentInstance = EventReader.ReadParent(ref reader);
                return true;
            case FieldNames.Tags:
                state.Tags = EventReader.ReadTags(ref reader);
                return true;
            case FieldNames.Failure:
                state.FailureDetails = FailureJson.Read(ref reader);
                return true;
            default:
                return false;
        }
    }
}
