using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DurableSagas.EmbeddedHost.Management;

/// <summary>Writes answers as the extension's Newtonsoft serializer writes them.</summary>
internal static class ManagementResponse
{
    public static JsonWriterOptions AsNewtonsoft { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task EmptyAsync(ManagementRequest request, int statusCode)
    {
        request.Http.Response.StatusCode = statusCode;
        return Task.CompletedTask;
    }

    public static async Task JsonAsync(ManagementRequest request, int statusCode, Action<Utf8JsonWriter> write)
    {
        var response = request.Http.Response;
        response.StatusCode = statusCode;
        response.ContentType = "application/json; charset=utf-8";
        await using (var json = new Utf8JsonWriter(response.BodyWriter, AsNewtonsoft))
        {
            write(json);
        }

        await response.BodyWriter.FlushAsync(request.Aborted);
    }

    /// <summary>A bare JSON string: what the extension sends for some refusals.</summary>
    public static Task TextAsync(ManagementRequest request, int statusCode, string text) =>
        JsonAsync(request, statusCode, json => json.WriteStringValue(text));

    public static Task MessageAsync(ManagementRequest request, int statusCode, string message) =>
        JsonAsync(request, statusCode, json =>
        {
            json.WriteStartObject();
            json.WriteString("Message", message);
            json.WriteEndObject();
        });

    public static Task ErrorAsync(ManagementRequest request, int statusCode, string message, Exception exception) =>
        JsonAsync(request, statusCode, json =>
        {
            json.WriteStartObject();
            json.WriteString("Message", message);
            json.WriteString("ExceptionMessage", exception.Message);
            json.WriteString("ExceptionType", exception.GetType().FullName);
            json.WriteString("StackTrace", exception.StackTrace);
            json.WriteEndObject();
        });
}
