using System.Buffers;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DurableSagas.Sagas;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.Functions.Http;

/// <summary>Reads JSON bodies: at most 1 MB, and every fault names the place in the document.</summary>
internal static class RequestBody
{
    public const int MaxBytes = 1024 * 1024;

    // A member that no type knows is a typing error of the caller's, not something to drop in silence.
    private static readonly JsonSerializerOptions _options = new(SagaJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <exception cref="ProblemException">400 for bad JSON, 413 for too much of it.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequestData request, CancellationToken cancellationToken) where T : class =>
        (T)Bind(await ReadObjectAsync(request, cancellationToken), typeof(T));

    /// <summary>Null when there is no body.</summary>
    /// <inheritdoc cref="ReadAsync{T}"/>
    public static async Task<T?> ReadOptionalAsync<T>(HttpRequestData request, CancellationToken cancellationToken) where T : class =>
        await ReadBytesAsync(request.Body, cancellationToken) is { IsEmpty: false } bytes ? (T)Bind(Parse(bytes), typeof(T)) : null;

    /// <inheritdoc cref="ReadAsync{T}"/>
    public static async Task<JsonObject> ReadObjectAsync(HttpRequestData request, CancellationToken cancellationToken, int maxBytes = MaxBytes) =>
        Parse(await ReadBytesAsync(request.Body, cancellationToken, maxBytes));

    private static JsonObject Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonNode.Parse(bytes.Span, documentOptions: new JsonDocumentOptions { MaxDepth = SagaJson.MaxDepth }) switch
            {
                JsonObject body => body,
                _ => throw ProblemException.BadField("$", "Expected a JSON object."),
            };
        }
        catch (JsonException bad)
        {
            throw ProblemException.BadField("$", $"Not JSON at line {bad.LineNumber + 1}, byte {bad.BytePositionInLine + 1}.");
        }
    }

    /// <inheritdoc cref="ReadAsync{T}"/>
    public static object Bind(JsonObject body, Type type)
    {
        try
        {
            return body.Deserialize(type, _options) ?? throw ProblemException.BadField("$", "Expected a JSON object.");
        }
        catch (JsonException bad)
        {
            throw JsonFault.Of(bad);
        }
        catch (Exception bad) when (bad is ArgumentException or InvalidOperationException)
        {
            // JsonObject finds a member that stands twice only when it is first read.
            throw ProblemException.BadField("$", "A member stands twice.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(Stream body, CancellationToken cancellationToken, int maxBytes = MaxBytes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        while (await body.ReadAsync(buffer.GetMemory(8192), cancellationToken) is > 0 and var read)
        {
            buffer.Advance(read);
            if (buffer.WrittenCount > maxBytes)
            {
                throw new ProblemException(HttpStatusCode.RequestEntityTooLarge, $"The body is larger than {maxBytes} bytes.");
            }
        }

        return buffer.WrittenMemory;
    }
}
