using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Json;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.SagaFunctions.Http.Bodies;

/// <summary>Reads JSON bodies: at most 1 MB, and every fault names the place in the document.</summary>
public static class RequestBody
{
    public const int MaxBytes = 1024 * 1024;

    // A member that no type knows is a typing error of the caller's, not something to drop in silence; so is one that stands twice.
    internal static JsonSerializerOptions Options { get; } =
        new(SagaJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false };

    private static readonly JsonDocumentOptions _document = new() { MaxDepth = SagaJson.MaxDepth, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions _withDuplicates = _document with { AllowDuplicateProperties = true };

    /// <summary>A body that its type's validator accepts, where the app has one.</summary>
    /// <exception cref="ProblemException">400 for bad JSON and for what the validator finds, 413 for too much of it.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequestData request, CancellationToken cancellationToken) where T : class =>
        Read<T>(request, await ReadObjectAsync(request, cancellationToken));

    /// <summary>Null when there is no body.</summary>
    /// <inheritdoc cref="ReadAsync{T}"/>
    public static async Task<T?> ReadOptionalAsync<T>(HttpRequestData request, CancellationToken cancellationToken) where T : class =>
        await ReadBytesAsync(request.Body, cancellationToken) is { IsEmpty: false } bytes ? Read<T>(request, Parse(bytes)) : null;

    /// <summary>A body as it came, for what no type says.</summary>
    /// <exception cref="ProblemException">400 for bad JSON, 413 for too much of it.</exception>
    public static async Task<JsonElement> ReadObjectAsync(HttpRequestData request, CancellationToken cancellationToken, int maxBytes = MaxBytes) =>
        Parse(await ReadBytesAsync(request.Body, cancellationToken, maxBytes));

    /// <exception cref="ProblemException">400: the body has another shape than the type.</exception>
    internal static object Bind(JsonElement body, Type type)
    {
        try
        {
            return body.Deserialize(type, Options) ?? throw ProblemException.BadField("$", "Expected a JSON object.");
        }
        catch (JsonException bad)
        {
            var faults = BodyShape.FaultsOf(body, type, Options);
            throw faults.Count > 0 ? ProblemException.BadFields(faults) : ProblemException.BadField(bad.Path ?? "$", "The value cannot be read.");
        }
    }

    /// <summary>What is left of a document when one of its members is taken out.</summary>
    internal static JsonElement Without(JsonElement body, string member)
    {
        var rest = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(rest))
        {
            writer.WriteStartObject();
            foreach (var left in body.EnumerateObject().Where(left => !left.NameEquals(member)))
            {
                left.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(rest.WrittenSpan, _document);
    }

    private static T Read<T>(HttpRequestData request, JsonElement json) where T : class
    {
        var body = (T)Bind(json, typeof(T));
        request.FunctionContext.InstanceServices.GetRequiredService<RequestValidation>().Validate(body);
        return body;
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        // Some editors begin with it what they write.
        bytes = bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        if (!Utf8.IsValid(bytes.Span))
        {
            throw ProblemException.BadField("$", "Expected JSON in UTF-8.");
        }

        try
        {
            return ParseText(bytes.Span);
        }
        catch (InvalidOperationException)
        {
            throw ProblemException.BadField("$", "A string has one half of a surrogate pair.");
        }
    }

    private static JsonElement ParseText(ReadOnlySpan<byte> text)
    {
        try
        {
            var body = JsonElement.Parse(text, _document);
            if (body.ValueKind != JsonValueKind.Object)
            {
                throw ProblemException.BadField("$", "Expected a JSON object.");
            }

            // Strings are read when they are needed; one that cannot be read is to be found now.
            using var nowhere = new Utf8JsonWriter(Stream.Null);
            body.WriteTo(nowhere);
            return body;
        }
        catch (JsonException bad) when (bad.LineNumber is { } line)
        {
            throw ProblemException.BadField("$", $"Not JSON at line {line + 1}, byte {bad.BytePositionInLine + 1}.");
        }
        catch (JsonException)
        {
            // Of a member that stands twice the parser tells no place.
            throw ProblemException.BadFields(BodyShape.DuplicatesIn(JsonElement.Parse(text, _withDuplicates)));
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
