using System.Buffers;
using DurableSagas.EmbeddedHost.History;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>Events to and from the bytes that rows hold.</summary>
internal static class MessageCodec
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static byte[] Encode(params IReadOnlyList<HistoryEvent> events)
    {
        const int LargestKept = 256 * 1024;
        var buffer = _buffer ??= new ArrayBufferWriter<byte>();
        buffer.ResetWrittenCount();
        HistoryCodec.Write(buffer, events);
        var encoded = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity > LargestKept)
        {
            _buffer = null;
        }

        return encoded;
    }

    public static HistoryEvent DecodeOne(byte[] message) => HistoryCodec.Read(message)[0];

    public static List<HistoryEvent> Decode(IEnumerable<byte[]> rows)
    {
        List<HistoryEvent> events = [];
        foreach (var row in rows)
        {
            events.AddRange(HistoryCodec.Read(row));
        }

        return events;
    }
}
