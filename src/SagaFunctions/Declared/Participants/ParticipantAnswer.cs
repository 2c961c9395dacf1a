using System.Text;
using System.Text.Json;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.SagaFunctions.Declared.Participants;

/// <summary>Reads the body of an answer: JSON of 256 KB at most, counted as it is once decompressed.</summary>
/// <param name="secrets">What the request authenticated with.</param>
internal sealed class ParticipantAnswer(string participant, HttpResponseMessage response, Secrets secrets)
{
    /// <summary>Levels of nesting in a result; a call can hold it inside a body of its own.</summary>
    public const int MaxDepth = 32;

    private const int MaxBytes = 256 * 1024;
    private const int QuoteLength = 201;

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = MaxDepth };

    // Of two votes in one answer nobody knows which is meant.
    private static readonly JsonDocumentOptions _unambiguous = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The result; an empty object when the body is empty.</summary>
    /// <exception cref="StepUnavailableException">The body is too large or no JSON: what was done is then unknown, and is asked again.</exception>
    public async Task<JsonElement> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var body = await ReadBytesAsync(cancellationToken)
                ?? throw new StepUnavailableException($"Participant '{participant}' answered more than {MaxBytes} bytes.", null);
            return body.IsEmpty ? JsonSerializer.SerializeToElement(new { }) : Parse(_strict.GetString(body.Span), _unambiguous);
        }
        catch (Exception exception) when (exception is JsonException or DecoderFallbackException or InvalidOperationException or InvalidDataException)
        {
            throw new StepUnavailableException(
                $"Participant '{participant}' answered {(int)response.StatusCode} with a body that is no JSON in UTF-8, "
                + $"without members that stand twice, of {MaxDepth} levels at most.",
                null,
                exception);
        }
    }

    /// <summary>The beginning of a refusal's body, for people.</summary>
    public async Task<string> QuoteAsync(CancellationToken cancellationToken)
    {
        var text = await ReadTextAsync(cancellationToken);
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? "." : $": {ShortText.Of(line, QuoteLength)}";
    }

    private async Task<string> ReadTextAsync(CancellationToken cancellationToken)
    {
        try
        {
            var text = await ReadBytesAsync(cancellationToken) is { } body ? _strict.GetString(body.Span) : string.Empty;
            // Zeros are of no text in UTF-8, though they may well be of one in UTF-16.
            return text.Contains('\0', StringComparison.Ordinal) ? string.Empty : IsJson(text) ? TextOf(Parse(text, _options)) : secrets.Without(text);
        }
        catch (Exception exception) when (exception is DecoderFallbackException or InvalidDataException or InvalidOperationException)
        {
            // What cannot be read is no reason to take a refusal for something else.
            return string.Empty;
        }
    }

    private static string TextOf(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, _options);
            return document.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private JsonElement Parse(string text, JsonDocumentOptions options)
    {
        using var document = JsonDocument.Parse(text, options);
        // Strings are decoded when they are read; half a surrogate pair is to be found here, not in the orchestrator.
        return secrets.Without(ForeignJson.Of(document.RootElement).ToElement());
    }

    private async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxBytes + 1];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var start = buffer.AsSpan(0, read).StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        // A bare null would become an empty Memory, by way of byte[].
        return read > MaxBytes ? (ReadOnlyMemory<byte>?)null : buffer.AsMemory(start, read - start);
    }
}
