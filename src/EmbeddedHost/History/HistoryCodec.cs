using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.History;

/// <summary>Writes the events of an episode as compact JSON, and reads them back unchanged.</summary>
internal static class HistoryCodec
{
    private static readonly JsonWriterOptions _options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static void Write(IBufferWriter<byte> output, IReadOnlyList<HistoryEvent> events)
    {
        var writer = Rent(output);
        writer.WriteStartArray();
        for (var i = 0; i < events.Count; i++)
        {
            EventWriter.Write(writer, EventTakingApart.FieldsOf(events[i]));
        }

        writer.WriteEndArray();
        writer.Flush();
        writer.Reset();
    }

    public static List<HistoryEvent> Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var events = new List<HistoryEvent>();
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            throw new InvalidDataException("A history must be a JSON array of events. Is the task hub's file damaged?");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            events.Add(EventAssembly.Assemble(EventReader.Read(ref reader)));
        }

        return events;
    }

    private static Utf8JsonWriter Rent(IBufferWriter<byte> output)
    {
        if (_writer is null)
        {
            return _writer = new Utf8JsonWriter(output, _options);
        }

        _writer.Reset(output);
        return _writer;
    }
}
