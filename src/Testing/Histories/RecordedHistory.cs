using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using DurableSagas.EmbeddedHost.History;
using DurableTask.Core.History;

namespace DurableSagas.Testing.Histories;

/// <summary>What happened to one instance, event by event.</summary>
public sealed class RecordedHistory
{
    // A file for people and their tools to compare, never part of a page.
    private static readonly JsonSerializerOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

    /// <summary>One event a line, so that two histories can be compared; without stack traces, which name the machine and decide nothing.</summary>
    public string ToJson() => $"[\n{string.Join(",\n", Events.Select(Line))}\n]\n";

    private static string Line(HistoryEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        HistoryCodec.Write(buffer, [happened]);
        var line = JsonNode.Parse(buffer.WrittenSpan[1..^1])!;
        DropStackTraces(line);
        return line.ToJsonString(_readable);
    }

    private static void DropStackTraces(JsonNode line)
    {
        if (line is not JsonObject members)
        {
            return;
        }

        members.Remove(FieldNames.StackTrace);
        foreach (var (_, member) in members)
        {
            if (member is not null)
            {
                DropStackTraces(member);
            }
        }
    }
}
