using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using DurableSagas.DurableTask.Sqlite.History.Events;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.History;

/// <summary>Writes events as compact JSON, and reads them back unchanged.</summary>
internal static class HistoryCodec
{
    private static readonly JsonWriterOptions _options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static void Write(IBufferWriter<byte> output, HistoryEvent recorded)
    {
        var writer = Rent(output);
        EventWriter.Write(writer, EventTakingApart.FieldsOf(recorded));
        writer.Flush();
        writer.Reset();
    }

    public static void WriteEpisode(
        IBufferWriter<byte> output, IEnumerable<HistoryEvent> events, IReadOnlyDictionary<int, TaskScheduledEvent> scheduled)
    {
        var writer = Rent(output);
        writer.WriteStartArray();
        foreach (var recorded in events)
        {
            EventWriter.Write(writer, FieldsOf(recorded, scheduled));
        }

        writer.WriteEndArray();
        writer.Flush();
        writer.Reset();
    }

    public static HistoryEvent Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject
            ? EventAssembly.Assemble(EventReader.Read(ref reader))
            : throw new InvalidDataException("A message must be a JSON object. Is the task hub's file damaged?");
    }

    public static void ReadEpisode(ReadOnlySpan<byte> json, StoredHistory into)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            throw new InvalidDataException("A history must be a JSON array of events. Is the task hub's file damaged?");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            into.Add(EventReader.Read(ref reader));
        }
    }

    private static EventFields FieldsOf(HistoryEvent recorded, IReadOnlyDictionary<int, TaskScheduledEvent> scheduled)
    {
        if (recorded is ExecutionStartedEvent)
        {
            return new EventFields { Type = recorded.EventType, EventId = recorded.EventId, Timestamp = recorded.Timestamp };
        }

        var fields = EventTakingApart.FieldsOf(recorded);
        if (recorded is TaskScheduledEvent { Input: null } && scheduled.TryGetValue(recorded.EventId, out var message))
        {
            (fields.Payload, fields.IsPayloadHidden) = (message.Input, message.Input is not null);
        }

        return fields;
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
