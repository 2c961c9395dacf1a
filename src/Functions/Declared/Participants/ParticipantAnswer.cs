using System.Text;
using System.Text.Json;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Functions.Declared.Participants;

/// <summary>Reads the body of an answer: JSON of 256 KB at most.</summary>
/// <param name="secrets">What the request authenticated with: a participant that echoes it must not bring it into history.</param>
internal sealed class ParticipantAnswer(string participant, HttpResponseMessage response, IEnumerable<string> secrets)
{
    /// <summary>Levels of nesting in a result; a call can hold it inside a body of its own.</summary>
    public const int MaxDepth = 32;

    private const int MaxBytes = 256 * 1024;
    private const int QuoteLength = 200;
    private const string Redacted = "***";

    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = MaxDepth };

    /// <summary>The result; an empty object when the body is empty.</summary>
    /// <exception cref="StepUnavailableException">The body is too large or no JSON: what was done is then unknown, and is asked again.</exception>
    public async Task<JsonElement> ReadAsync(CancellationToken cancellationToken)
    {
        var body = await ReadBytesAsync(cancellationToken) ?? throw new StepUnavailableException($"Participant '{participant}' answered more than {MaxBytes} bytes.", null);
        try
        {
            return body.IsEmpty ? JsonSerializer.SerializeToElement(new { }) : Parse(WithoutSecrets(_strict.GetString(body.Span)));
        }
        catch (Exception exception) when (exception is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            throw new StepUnavailableException($"Participant '{participant}' answered {(int)response.StatusCode} with a body that is no JSON in UTF-8 of {MaxDepth} levels at most.", null);
        }
    }

    /// <summary>The beginning of a refusal's body, for people.</summary>
    public async Task<string> QuoteAsync(CancellationToken cancellationToken)
    {
        var text = await ReadBytesAsync(cancellationToken) is { } body ? WithoutSecrets(Encoding.UTF8.GetString(body.Span)) : string.Empty;
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? "." : $": {(line.Length <= QuoteLength ? line : $"{line[..QuoteLength]}…")}";
    }

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text, _options);
        // Strings are decoded when they are read; half a surrogate pair is to be found here, not in the orchestrator.
        _ = ForeignJson.Of(document.RootElement);
        return document.RootElement.Clone();
    }

    private string WithoutSecrets(string text) => secrets.Aggregate(text, (rest, secret) => rest.Replace(secret, Redacted, StringComparison.Ordinal));

    private async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxBytes + 1];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        // A bare null would become an empty Memory, by way of byte[].
        return read > MaxBytes ? (ReadOnlyMemory<byte>?)null : buffer.AsMemory(0, read);
    }
}
