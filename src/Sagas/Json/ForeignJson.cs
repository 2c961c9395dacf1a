using System.Buffers;
using System.Text;
using System.Text.Json;

namespace DurableSagas.Sagas.Json;

/// <summary>JSON that the engine does not read, such as the body that a caller declares or a saga's result: kept as its text, so that every digit stays.</summary>
public sealed record ForeignJson
{
    private static readonly JsonDocumentOptions _document = new() { MaxDepth = SagaJson.MaxDepth };
    private static readonly JsonWriterOptions _writer = new() { Encoder = SagaJson.Options.Encoder, MaxDepth = SagaJson.MaxDepth };

    private ForeignJson(string text) => Text = text;

    /// <summary>Without space between its tokens.</summary>
    public string Text { get; }

    public static ForeignJson Of(JsonElement value) => Written(value.WriteTo);

    /// <summary>What HTTP and views show of a value.</summary>
    internal static ForeignJson From(object value) => new(JsonSerializer.Serialize(value, value.GetType(), SagaJson.Options));

    /// <summary>Written token by token; numbers as they are given.</summary>
    public static ForeignJson Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, _writer))
        {
            write(writer);
        }

        return new ForeignJson(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static ForeignJson Parse(string text)
    {
        using var document = JsonDocument.Parse(text, _document);
        return Of(document.RootElement);
    }

    public JsonElement ToElement()
    {
        using var document = JsonDocument.Parse(Text, _document);
        return document.RootElement.Clone();
    }
}
