using System.Text.Json;
using DurableSagas.Sagas;

namespace DurableSagas.Functions.Declared.Participants;

/// <summary>Reads the body of an answer: JSON of 256 KB at most.</summary>
internal static class ParticipantAnswer
{
    private const int MaxBytes = 256 * 1024;
    private const int QuoteLength = 200;

    /// <summary>The result; an empty object when the body is empty.</summary>
    /// <exception cref="HttpRequestException">The body is too large or no JSON: what was done is then unknown, and is asked again.</exception>
    public static async Task<JsonElement> ReadAsync(string participant, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await ReadBytesAsync(response, cancellationToken)
            ?? throw new HttpRequestException($"Participant '{participant}' answered more than {MaxBytes} bytes.");
        try
        {
            return body.Length == 0 ? JsonSerializer.SerializeToElement(new { }) : JsonSerializer.Deserialize<JsonElement>(body.Span, SagaJson.Options);
        }
        catch (JsonException)
        {
            throw new HttpRequestException($"Participant '{participant}' answered {(int)response.StatusCode} with a body that is no JSON.");
        }
    }

    /// <summary>The beginning of a refusal's body, for people.</summary>
    public static async Task<string> QuoteAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await ReadBytesAsync(response, cancellationToken) is { } body ? System.Text.Encoding.UTF8.GetString(body.Span) : string.Empty;
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? "." : $": {(line.Length <= QuoteLength ? line : $"{line[..QuoteLength]}…")}";
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxBytes + 1];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        // A bare null would become an empty Memory, by way of byte[].
        return read > MaxBytes ? (ReadOnlyMemory<byte>?)null : buffer.AsMemory(0, read);
    }
}
