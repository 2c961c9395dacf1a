using System.Net;
using System.Text.Json;
using DurableSagas.DurableTask.Sqlite;
using DurableSagas.LocalHost.Http;
using Microsoft.AspNetCore.Http;

namespace DurableSagas.LocalHost.Management;

/// <summary>What went wrong inside the extension: the caller's fault, or the store's, or its own.</summary>
internal sealed record ExtensionFailure(string Type, string Message)
{
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(5);

    private static readonly string[] _callers =
    [
        "Newtonsoft.Json.JsonException", "Newtonsoft.Json.JsonReaderException", "Newtonsoft.Json.JsonSerializationException",
        "Newtonsoft.Json.JsonWriterException", "System.ArgumentException", "System.ArgumentNullException", "System.ArgumentOutOfRangeException",
        "System.FormatException", "System.OverflowException", "System.Text.DecoderFallbackException", "System.Text.EncoderFallbackException",
        "System.Text.Json.JsonException", "System.UriFormatException",
    ];

    private static readonly string[] _stores =
    [
        typeof(TaskHubUnavailableException).FullName!, "System.IO.IOException", "System.Net.Http.HttpRequestException",
        "System.Net.Sockets.SocketException", "System.TimeoutException",
    ];

    public static ExtensionFailure Of(Exception exception) => new(exception.GetType().FullName!, exception.Message);

    /// <summary>An answer of 500 that tells of an exception; one that tells of a failed instance, as it was asked to, is none.</summary>
    public static async Task<ExtensionFailure?> ReadAsync(HttpResponseMessage answer)
    {
        if (answer.StatusCode != HttpStatusCode.InternalServerError)
        {
            return null;
        }

        // Read into its buffer: it can be sent on still.
        await answer.Content.LoadIntoBufferAsync();
        try
        {
            using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
            return json.RootElement.TryGetProperty("ExceptionType", out var type)
                ? new(type.GetString() ?? string.Empty, json.RootElement.GetProperty("ExceptionMessage").GetString() ?? string.Empty)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return new(nameof(HttpStatusCode.InternalServerError), "The Durable extension failed without a word.");
        }
    }

    public Task AnswerAsync(HttpContext http)
    {
        var status = Status();
        return ProblemAnswer.WriteAsync(http, status, Message, status == StatusCodes.Status503ServiceUnavailable ? _retryAfter : null);
    }

    private int Status() =>
        _callers.Contains(Type) ? StatusCodes.Status400BadRequest
        : _stores.Contains(Type) ? StatusCodes.Status503ServiceUnavailable
        : Type is "System.NotImplementedException" or "System.NotSupportedException" ? StatusCodes.Status501NotImplemented
        : Type is "Azure.RequestFailedException" ? StorageStatus()
        : StatusCodes.Status500InternalServerError;

    // The exception is a text by now; what storage refused as malformed is malformed in the request.
    private int StorageStatus() =>
        Message.Contains("Status: 400", StringComparison.Ordinal) || Message.Contains("Status: 404", StringComparison.Ordinal)
            || Message.Contains("Status: 414", StringComparison.Ordinal)
            ? StatusCodes.Status400BadRequest
            : StatusCodes.Status503ServiceUnavailable;
}
