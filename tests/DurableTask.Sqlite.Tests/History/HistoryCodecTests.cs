using System.Text;
using System.Text.Json;
using DurableSagas.DurableTask.Sqlite.History;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Tracing;

namespace DurableSagas.DurableTask.Sqlite.Tests.History;

public sealed class HistoryCodecTests
{
    private static readonly DateTime _time = new DateTime(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc).AddTicks(1234567);

    private static readonly Dictionary<string, string> _tags = new() { ["team"] = "blue", ["\"quoted\""] = "ü€😀" };

    private static readonly DistributedTraceContext _trace = new("00-abc-def-01", "state")
    {
        Id = "id",
        SpanId = "span",
        ActivityStartTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
    };

    private static readonly FailureDetails _failure = new(
        "My.Error", "it broke", "at A\n at B", new FailureDetails("Inner", "root", null, null, false), isNonRetriable: true,
        new Dictionary<string, object?> { ["text"] = "x", ["number"] = 5L, ["fraction"] = 0.5, ["yes"] = true, ["no"] = false, ["none"] = null });

    private static readonly OrchestrationInstance _instance = new() { InstanceId = "order/7", ExecutionId = "x1" };

    private static readonly ParentInstance _parent = new()
    {
        Name = "Parent",
        Version = "3",
        TaskScheduleId = 12,
        OrchestrationInstance = new OrchestrationInstance { InstanceId = "parent", ExecutionId = "x0" },
    };

    private static readonly HistoryEvent[] _full =
    [
        new OrchestratorStartedEvent(-1),
        new ExecutionStartedEvent(-1, """{"a":"<b>"}""")
        {
            OrchestrationInstance = _instance,
            ParentInstance = _parent,
            Name = "Main",
            Version = "1",
            Tags = _tags,
            Correlation = "c",
            ParentTraceContext = _trace,
            ScheduledStartTime = _time,
            Generation = 2,
            GenerateNewTrace = true,
        },
        new TaskScheduledEvent(0, "Work", "1", "[1]") { Tags = _tags, ParentTraceContext = _trace },
        new SubOrchestrationInstanceCreatedEvent(1)
        {
            Name = "Child", Version = "2", InstanceId = "kid", Input = "5", Tags = _tags, ClientSpanId = "span",
        },
        new TimerCreatedEvent(2, _time),
        new EventSentEvent(3) { InstanceId = "other", Name = "Note", Input = "null" },
        new TaskCompletedEvent(-1, 0, "\"done\""),
        new TaskFailedEvent(-1, 0, "reason", "details", _failure),
        new SubOrchestrationInstanceCompletedEvent(-1, 1, "1"),
        new SubOrchestrationInstanceFailedEvent(-1, 1, "reason", "details", _failure),
        new TimerFiredEvent(-1, _time) { TimerId = 2 },
        new EventRaisedEvent(-1, "1") { Name = "Go", ParentTraceContext = _trace },
        new ExecutionSuspendedEvent(-1, "hold"),
        new ExecutionResumedEvent(-1, "go on"),
        new ExecutionTerminatedEvent(-1, "stop"),
        new ExecutionRewoundEvent(-1, "mended") { InstanceId = "kid", ParentExecutionId = "x2", ParentTraceContext = _trace },
        new GenericEvent(-1, "data"),
        new ContinueAsNewEvent(4, "again"),
        new ExecutionCompletedEvent(5, "result", OrchestrationStatus.Failed, _failure),
        new HistoryStateEvent(-1, new OrchestrationState
        {
            Name = "Main", Version = "1", Input = "in", Output = "out", Status = "status", OrchestrationInstance = _instance,
            OrchestrationStatus = OrchestrationStatus.Terminated, CreatedTime = _time, CompletedTime = _time, LastUpdatedTime = _time,
            Size = 1, CompressedSize = 2, Generation = 3, ScheduledStartTime = _time, ParentInstance = _parent, Tags = _tags,
            FailureDetails = _failure,
        }),
        new OrchestratorCompletedEvent(-1),
    ];

    private static readonly HistoryEvent[] _empty =
    [
        new ExecutionStartedEvent(-1, null!) { OrchestrationInstance = new OrchestrationInstance() },
        new TaskScheduledEvent(0),
        new SubOrchestrationInstanceCreatedEvent(1),
        new EventSentEvent(3),
        new TaskCompletedEvent(-1, 0, null!),
        new TaskFailedEvent(-1, 0, null, null),
        new SubOrchestrationInstanceCompletedEvent(-1, 1, null!),
        new SubOrchestrationInstanceFailedEvent(-1, 1, null, null),
        new EventRaisedEvent(-1, null!),
        new ExecutionSuspendedEvent(-1, null!),
        new ExecutionResumedEvent(-1, null!),
        new ExecutionTerminatedEvent(-1, null!),
        new ExecutionRewoundEvent(-1),
        new GenericEvent(-1, null!),
        new ExecutionCompletedEvent(5, null, OrchestrationStatus.Completed),
    ];

    [Fact]
    public void History_EveryTypeWithEverythingSet_ComesBackUnchanged()
    {
        foreach (var recorded in _full)
        {
            recorded.Timestamp = _time;
        }

        var read = Read(Write(_full), ComesBack(_full[1]));

        Assert.Equal(Enum.GetValues<EventType>().Except([EventType.ExecutionFailed]).Order(), _full.Select(recorded => recorded.EventType).Order());
        Assert.Equal(_full.Select(Dump), read.Select(Dump));
        Assert.All(read, recorded => Assert.Equal(DateTimeKind.Utc, recorded.Timestamp.Kind));
    }

    [Fact]
    public void History_NothingSet_ComesBackUnchanged()
    {
        foreach (var recorded in _empty)
        {
            recorded.Timestamp = _time;
        }

        var read = Read(Write(_empty), ComesBack(_empty[0]));

        Assert.Equal(_empty.Select(Dump), read.Select(Dump));
    }

    [Fact]
    public void Failure_ComesBackWithItsCausesAndProperties()
    {
        var read = Assert.IsType<TaskFailedEvent>(Assert.Single(Read(Write([_full[7]]))));

        Assert.Equal(_failure.ToString(), read.FailureDetails!.ToString());
        Assert.Equal("root", read.FailureDetails.InnerFailure!.ErrorMessage);
        Assert.True(read.FailureDetails.IsNonRetriable);
        Assert.Equal(_failure.Properties, read.FailureDetails.Properties);
    }

    [Fact]
    public void Stored_IsCompact()
    {
        var stored = Write([new TaskCompletedEvent(-1, 3, """{"price":5}""") { Timestamp = new DateTime(7, DateTimeKind.Utc) }]);

        Assert.Equal("""[{"t":5,"id":-1,"ts":7,"k":3,"p":"{\"price\":5}"}]""", Encoding.UTF8.GetString(stored));
    }

    [Fact]
    public void Read_FieldsOfALaterVersion_AreSkipped()
    {
        var read = Read("""[{"t":5,"zz":{"deep":[1,{"x":2}]},"id":-1,"ts":7,"new":null,"k":3,"p":"1"}]"""u8.ToArray());

        Assert.Equal(3, Assert.IsType<TaskCompletedEvent>(Assert.Single(read)).TaskScheduledId);
    }

    [Fact]
    public void Read_NullFields_AreAbsent()
    {
        var read = Read("""[{"t":4,"id":0,"ts":7,"n":null,"v":null,"p":null,"g":null,"f":null,"tc":null,"a":null,"s":null,"pa":null}]"""u8.ToArray());

        Assert.Null(Assert.IsType<TaskScheduledEvent>(Assert.Single(read)).Name);
    }

    [Fact]
    public void Read_EventTypeOfALaterVersion_SaysSo()
    {
        var error = Assert.Throws<InvalidDataException>(() => Read("""[{"t":99,"id":0,"ts":7}]"""u8.ToArray()));

        Assert.Equal("The history holds an event of type 99, which this version does not know. Was it written by a newer one?", error.Message);
    }

    [Fact]
    public void Read_NotAHistory_SaysSo()
    {
        var error = Assert.Throws<InvalidDataException>(() => Read("""{"t":1}"""u8.ToArray()));

        Assert.Equal("A history must be a JSON array of events. Is the task hub's file damaged?", error.Message);
    }

    [Theory]
    [InlineData("half a pair \ud83d")]
    [InlineData("\0\u0001\u001f\u2028 and \uffff")]
    public void Text_OfAnyKind_CanBeStored(string text)
    {
        var read = Read(Write([new ExecutionSuspendedEvent(-1, text)]));

        var expected = text.Replace('\ud83d', '\ufffd');
        Assert.Equal(expected, Assert.IsType<ExecutionSuspendedEvent>(Assert.Single(read)).Reason);
    }

    private static ExecutionStartedEvent ComesBack(HistoryEvent started) =>
        Assert.IsType<ExecutionStartedEvent>(EventBytes.Decode(EventBytes.Encode(started)));

    private static byte[] Write(IReadOnlyList<HistoryEvent> events) =>
        EventBytes.EncodeEpisode(events, new Dictionary<int, TaskScheduledEvent>());

    private static List<HistoryEvent> Read(byte[] json, ExecutionStartedEvent? started = null) => StoredHistory.Decode(started, [json]).Events;

    private static string Dump(HistoryEvent recorded) =>
        JsonSerializer.Serialize(recorded, recorded.GetType(), _dump);

    private static readonly JsonSerializerOptions _dump = new() { IncludeFields = true };
}
