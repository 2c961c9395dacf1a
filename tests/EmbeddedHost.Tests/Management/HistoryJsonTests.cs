using System.Text;
using System.Text.Json;
using DurableSagas.EmbeddedHost.Management;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.EmbeddedHost.Tests.Management;

public sealed class HistoryJsonTests
{
    private static readonly DateTime _time = new(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);

    [Fact]
    public void Write_AllShown_IsTheExtensionsShape()
    {
        var json = Write(showInput: true, showOutput: true);

        Assert.Equal(
            [
                """{"EventType":"ExecutionStarted","Correlation":null,"ScheduledStartTime":null,"Generation":0,"Input":"{\"id\":1}","FunctionName":"Order","Timestamp":"2026-01-02T03:04:05.678Z"}""",
                """{"EventType":"TaskCompleted","Result":{"ok":true},"Timestamp":"2026-01-02T03:04:07.678Z","ScheduledTime":"2026-01-02T03:04:06.678Z","FunctionName":"Charge","Input":"[5]"}""",
                """{"EventType":"TaskFailed","Reason":"r","Details":null,"FailureDetails":{"ErrorType":"E","ErrorMessage":"m","StackTrace":null,"InnerFailure":{"ErrorType":"I","ErrorMessage":"n","StackTrace":null,"InnerFailure":null,"IsNonRetriable":false,"Properties":null},"IsNonRetriable":true,"Properties":null},"Timestamp":"2026-01-02T03:04:09.678Z","ScheduledTime":"2026-01-02T03:04:08.678Z","FunctionName":"Ship","Input":null}""",
                """{"EventType":"SubOrchestrationInstanceCompleted","Result":null,"Timestamp":"2026-01-02T03:04:11.678Z","ScheduledTime":"2026-01-02T03:04:10.678Z","FunctionName":"Child","Input":"1"}""",
                """{"EventType":"TimerCreated","FireAt":"2026-01-02T03:04:05.678Z","Timestamp":"2026-01-02T03:04:12.678Z"}""",
                """{"EventType":"TimerFired","FireAt":"2026-01-02T03:04:05.678Z","Timestamp":"2026-01-02T03:04:13.678Z"}""",
                """{"EventType":"EventRaised","Name":"go","Input":"\"now\"","Timestamp":"2026-01-02T03:04:14.678Z"}""",
                """{"EventType":"TaskScheduled","Name":"Open","Input":"[1]","Timestamp":"2026-01-02T03:04:15.678Z"}""",
                """{"EventType":"GenericEvent","Data":"Rewound: TaskFailed","Timestamp":"2026-01-02T03:04:16.678Z"}""",
                """{"EventType":"ExecutionCompleted","OrchestrationStatus":"Failed","Result":"plain text","FailureDetails":null,"Timestamp":"2026-01-02T03:04:17.678Z"}""",
            ],
            json.EnumerateArray().Select(recorded => recorded.GetRawText()));
    }

    [Fact]
    public void Write_InputsAndOutputsHidden_HasNoneOfThem()
    {
        var json = Write(showInput: false, showOutput: false).GetRawText();

        Assert.DoesNotContain("\"Input\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"Result\"", json, StringComparison.Ordinal);
        Assert.Contains("\"FunctionName\":\"Charge\"", json, StringComparison.Ordinal);
    }

    private static JsonElement Write(bool showInput, bool showOutput)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, ManagementResponse.AsNewtonsoft))
        {
            new HistoryJson(History(), showInput, showOutput).Write(writer);
        }

        return JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).RootElement;
    }

    private static HistoryEvent[] History()
    {
        var failure = new FailureDetails("E", "m", null, new FailureDetails("I", "n", null, null, false), true);
        HistoryEvent[] history =
        [
            new ExecutionStartedEvent(-1, "{\"id\":1}") { Name = "Order", Version = "1", Tags = new Dictionary<string, string> { ["a"] = "b" } },
            new TaskScheduledEvent(0, "Charge", "1", "[5]"),
            new TaskCompletedEvent(-1, 0, "{\"ok\":true}"),
            new TaskScheduledEvent(1, "Ship"),
            new TaskFailedEvent(-1, 1, "r", null, failure),
            new SubOrchestrationInstanceCreatedEvent(2) { Name = "Child", InstanceId = "c", Input = "1" },
            new SubOrchestrationInstanceCompletedEvent(-1, 2, null!),
            new TimerCreatedEvent(3, _time),
            new TimerFiredEvent(-1, _time) { TimerId = 3 },
            new EventRaisedEvent(-1, "\"now\"") { Name = "go" },
            new TaskScheduledEvent(4, "Open", null, "[1]"),
            new GenericEvent(-1, "Rewound: TaskFailed"),
            new ExecutionCompletedEvent(5, "plain text", OrchestrationStatus.Failed),
        ];
        for (var index = 0; index < history.Length; index++)
        {
            history[index].Timestamp = _time.AddSeconds(index);
        }

        return [new OrchestratorStartedEvent(-1), .. history, new OrchestratorCompletedEvent(-1)];
    }
}
