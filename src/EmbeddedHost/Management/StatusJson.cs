using System.Globalization;
using System.Text.Json;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>An instance as the extension writes it: nulls included, times to the second, stored texts as the JSON they are.</summary>
internal static class StatusJson
{
    private static readonly JsonDocumentOptions _deep = new() { MaxDepth = 256 };

    public static void Write(Utf8JsonWriter json, OrchestrationMetadata instance, bool showInput, HistoryJson? history)
    {
        json.WriteStartObject();
        json.WriteString("name", instance.Name);
        json.WriteString("instanceId", instance.InstanceId);
        json.WriteString("runtimeStatus", instance.RuntimeStatus.ToString());
        json.WritePropertyName("input");
        WriteToken(json, showInput ? instance.SerializedInput : null);
        json.WritePropertyName("customStatus");
        WriteToken(json, instance.SerializedCustomStatus);
        json.WritePropertyName("output");
        WriteToken(json, instance.SerializedOutput);
        json.WriteString("createdTime", ToTheSecond(instance.CreatedAt));
        json.WriteString("lastUpdatedTime", ToTheSecond(instance.LastUpdatedAt));
        if (history is not null)
        {
            json.WritePropertyName("historyEvents");
            history.Write(json);
        }

        json.WriteEndObject();
    }

    /// <summary>What is no JSON is shown as a string: a reason, or a failure's text.</summary>
    public static void WriteToken(Utf8JsonWriter json, string? stored)
    {
        if (stored is null)
        {
            json.WriteNullValue();
        }
        else if (string.IsNullOrWhiteSpace(stored))
        {
            json.WriteStringValue(string.Empty);
        }
        else if (IsJson(stored))
        {
            json.WriteRawValue(stored, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(stored);
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, _deep);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string ToTheSecond(DateTimeOffset time) => time.UtcDateTime.ToString("s", CultureInfo.InvariantCulture) + "Z";
}
