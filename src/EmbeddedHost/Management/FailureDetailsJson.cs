using System.Text.Json;
using DurableTask.Core;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>A failure with all that caused it, in the names that the history has for it.</summary>
internal static class FailureDetailsJson
{
    public static void Write(Utf8JsonWriter json, FailureDetails? failure, string name = "FailureDetails")
    {
        json.WritePropertyName(name);
        if (failure is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("ErrorType", failure.ErrorType);
        json.WriteString("ErrorMessage", failure.ErrorMessage);
        json.WriteString("StackTrace", failure.StackTrace);
        Write(json, failure.InnerFailure, "InnerFailure");
        json.WriteBoolean("IsNonRetriable", failure.IsNonRetriable);
        json.WriteEndObject();
    }
}
