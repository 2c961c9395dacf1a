using System.Buffers;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.History;

/// <summary>Events to and from the bytes that rows hold.</summary>
internal static class EventBytes
{
    private const int LargestKept = 256 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static byte[] Encode(HistoryEvent recorded)
    {
        var buffer = Rent();
        HistoryCodec.Write(buffer, recorded);
        return Return(buffer);
    }

    /// <summary>An episode's events; where the execution's start belongs there is only its place.</summary>
    /// <param name="scheduled">The activities' messages: their inputs are kept even when the history is not to tell them.</param>
    public static byte[] EncodeEpisode(IEnumerable<HistoryEvent> events, IReadOnlyDictionary<int, TaskScheduledEvent> scheduled)
    {
        var buffer = Rent();
        HistoryCodec.WriteEpisode(buffer, events, scheduled);
        return Return(buffer);
    }

    public static HistoryEvent Decode(byte[] recorded) => HistoryCodec.Read(recorded);

    private static ArrayBufferWriter<byte> Rent()
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>();
        buffer.ResetWrittenCount();
        return buffer;
    }

    private static byte[] Return(ArrayBufferWriter<byte> buffer)
    {
        var encoded = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity > LargestKept)
        {
            _buffer = null;
        }

        return encoded;
    }
}
