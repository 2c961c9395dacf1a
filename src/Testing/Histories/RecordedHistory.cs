using System.Buffers;
using System.Text;
using DurableSagas.EmbeddedHost.History;
using DurableTask.Core.History;

namespace DurableSagas.Testing.Histories;

/// <summary>What happened to one instance, event by event.</summary>
public sealed class RecordedHistory
{
    internal RecordedHistory(IReadOnlyList<HistoryEvent> events) => Events = events;

    public IReadOnlyList<HistoryEvent> Events { get; }

    public string InstanceId => Start.OrchestrationInstance.InstanceId;

    public string Orchestrator => Start.Name;

    private ExecutionStartedEvent Start => Events.OfType<ExecutionStartedEvent>().FirstOrDefault()
        ?? throw new InvalidDataException("The history has no ExecutionStarted event: no orchestrator can be replayed on it.");

    /// <exception cref="InvalidDataException">The file holds no history.</exception>
    public static RecordedHistory Load(string path) => Parse(File.ReadAllText(path));

    /// <param name="json">As <see cref="ToJson"/> writes it.</param>
    /// <exception cref="InvalidDataException">It holds no history.</exception>
    public static RecordedHistory Parse(string json) => new(HistoryCodec.Read(Encoding.UTF8.GetBytes(json)));

    public void Save(string path) => File.WriteAllText(path, ToJson());

    /// <summary>One event a line, so that two histories can be compared.</summary>
    public string ToJson() => $"[\n{string.Join(",\n", Events.Select(Line))}\n]\n";

    private static string Line(HistoryEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        HistoryCodec.Write(buffer, [happened]);
        return Encoding.UTF8.GetString(buffer.WrittenSpan[1..^1]);
    }
}
