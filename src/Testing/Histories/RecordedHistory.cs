using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Microsoft.DurableTask.Protobuf;

namespace DurableSagas.Testing.Histories;

/// <summary>What happened to one instance, event by event, as the engine's own messages tell it.</summary>
public sealed class RecordedHistory
{
    // A file for people and their tools to compare, never part of a page.
    private static readonly JsonSerializerOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal RecordedHistory(IReadOnlyList<HistoryEvent> events) => Events = events;

    public IReadOnlyList<HistoryEvent> Events { get; }

    /// <summary>The activities' failures: what a rewind makes undone, and does again.</summary>
    public IReadOnlyList<TaskFailedEvent> Failures => [.. Events.Select(recorded => recorded.TaskFailed).OfType<TaskFailedEvent>()];

    public string InstanceId => Start.OrchestrationInstance.InstanceId;

    public string Orchestrator => Start.Name;

    internal ExecutionStartedEvent Start => Events.Select(recorded => recorded.ExecutionStarted).FirstOrDefault(start => start is not null)
        ?? throw new InvalidDataException("The history has no ExecutionStarted event: no orchestrator can be replayed on it.");

    /// <exception cref="InvalidDataException">The file holds no history.</exception>
    public static RecordedHistory Load(string path) => Parse(File.ReadAllText(path));

    /// <param name="json">As <see cref="ToJson"/> writes it.</param>
    /// <exception cref="InvalidDataException">It holds no history.</exception>
    public static RecordedHistory Parse(string json)
    {
        try
        {
            return new([.. JsonNode.Parse(json)!.AsArray().Select(line => HistoryEvent.Parser.ParseJson(line!.ToJsonString()))]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or InvalidProtocolBufferException)
        {
            throw new InvalidDataException($"A history is a JSON array of HistoryEvent messages, one a line. {exception.Message}", exception);
        }
    }

    public void Save(string path) => File.WriteAllText(path, ToJson());

    /// <summary>One event a line, so that two histories can be compared; without stack traces, which name the machine and decide nothing.</summary>
    public string ToJson() => $"[\n{string.Join(",\n", Events.Select(Line))}\n]\n";

    private static string Line(HistoryEvent recorded)
    {
        var told = recorded.Clone();
        DropStackTraces(told.TaskFailed?.FailureDetails ?? told.SubOrchestrationInstanceFailed?.FailureDetails ?? told.ExecutionCompleted?.FailureDetails);
        return JsonNode.Parse(JsonFormatter.Default.Format(told))!.ToJsonString(_readable);
    }

    private static void DropStackTraces(TaskFailureDetails? failure)
    {
        for (; failure is not null; failure = failure.InnerFailure)
        {
            failure.StackTrace = null;
        }
    }
}
