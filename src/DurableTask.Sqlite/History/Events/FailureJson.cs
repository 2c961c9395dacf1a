using System.Text.Json;
using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.History.Events;

/// <summary>Failure details in a stored history, with all that they were caused by.</summary>
internal static class FailureJson
{
    public static void Write(Utf8JsonWriter writer, string name, FailureDetails? failure)
    {
        if (failure is null)
        {
            return;
        }

        writer.WriteStartObject(name);
        EventWriter.WriteString(writer, FieldNames.Name, failure.ErrorType);
        EventWriter.WriteString(writer, FieldNames.Message, failure.ErrorMessage);
        EventWriter.WriteString(writer, FieldNames.StackTrace, failure.StackTrace);
        if (failure.IsNonRetriable)
        {
            writer.WriteBoolean(FieldNames.NonRetriable, true);
        }

        WriteProperties(writer, failure.Properties);
        Write(writer, FieldNames.InnerFailure, failure.InnerFailure);
        writer.WriteEndObject();
    }

    public static FailureDetails Read(ref Utf8JsonReader reader)
    {
        string? type = null, message = null, stackTrace = null;
        var nonRetriable = false;
        FailureDetails? inner = null;
        Dictionary<string, object?>? properties = null;
        while (EventReader.NextField(ref reader) is { } name)
        {
            switch (name)
            {
                case FieldNames.Name:
                    type = reader.GetString();
                    break;
                case FieldNames.Message:
                    message = reader.GetString();
                    break;
                case FieldNames.StackTrace:
                    stackTrace = reader.GetString();
                    break;
                case FieldNames.NonRetriable:
                    nonRetriable = reader.GetBoolean();
                    break;
                case FieldNames.InnerFailure:
                    inner = Read(ref reader);
                    break;
                case FieldNames.Properties:
                    properties = ReadProperties(ref reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new FailureDetails(type!, message!, stackTrace, inner, nonRetriable, properties);
    }

    private static void WriteProperties(Utf8JsonWriter writer, IDictionary<string, object?>? properties)
    {
        if (properties is null)
        {
            return;
        }

        writer.WriteStartObject(FieldNames.Properties);
        foreach (var (key, value) in properties)
        {
            writer.WritePropertyName(key);
            JsonSerializer.Serialize(writer, value);
        }

        writer.WriteEndObject();
    }

    private static Dictionary<string, object?> ReadProperties(ref Utf8JsonReader reader)
    {
        var properties = new Dictionary<string, object?>();
        while (EventReader.NextEntry(ref reader) is { } key)
        {
            properties[key] = reader.TokenType switch
            {
                JsonTokenType.Null => null,
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.True => true,
                JsonTokenType.False => false,
                JsonTokenType.Number when reader.TryGetInt64(out var number) => number,
                JsonTokenType.Number => reader.GetDouble(),
                _ => JsonElement.ParseValue(ref reader),
            };
        }

        return properties;
    }
}
