using System.Text.Json;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Calls;
using DurableSagas.Sagas.Steps.Recording;
using DurableSagas.Sagas.Views;
using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.Sagas.Tests.Steps;

/// <summary>Sagas on their way, and what a history may hold beside; the exploration holds every end of every shape against its history.</summary>
public sealed class SagaHistoryTests
{
    private static readonly DateTime _began = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task History_SagaThatWaits_GivesTheViewAsItStands()
    {
        await using var host = await Hosts.StartAsync(new Participant());
        host.Faults.On<Letters.C>(Fault.Pends(TimeSpan.FromHours(2)));
        var id = await host.StartAsync(Shapes.Line, new Order(), "order-1");
        await host.WhenIdleAsync();

        Assert.Equal(SagaStatus.Running, host.View(id).Status);
        await Rebuilt.MustEqualLiveAsync(host, id);
    }

    [Fact]
    public async Task History_SagaThatWasCancelled_GivesTheSameView()
    {
        await using var host = await Hosts.StartAsync(new Participant());
        host.Faults.On<Letters.B>(Fault.Pends(TimeSpan.FromHours(2)));
        var id = await host.StartAsync(Shapes.Line, new Order(), "order-1");
        await host.WhenIdleAsync();
        await host.Client.RaiseEventAsync(id, CancelRequest.Event, new CancelRequest("changed my mind"), Token);
        await host.OutcomeOfAsync(id);

        Assert.Equal(SagaStatus.Compensated, host.View(id).Status);
        await Rebuilt.MustEqualLiveAsync(host, id);
    }

    [Fact]
    public async Task History_SubSagaUndone_GivesTheSameViewOfIt()
    {
        await using var host = await Hosts.StartAsync(new Participant());
        host.Register(Shapes.Child);
        host.Faults.On<Letters.D>(Fault.Refuses("no"));

        await host.RunAsync(Shapes.Parent, new Order(), "order-1");

        Assert.Equal(SagaStatus.Compensated, host.View("order-1:child").Status);
        await Rebuilt.MustEqualLiveAsync(host, "order-1", "order-1:child");
    }

    [Fact]
    public async Task History_SubSagaStuckThenRewound_GivesTheSameViewsBothTimes()
    {
        await using var host = await Hosts.StartAsync(new Participant());
        host.Register(Shapes.Child);
        host.Faults.On<Letters.C>(Fault.Refuses("no")).On<Letters.UndoB>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(Shapes.Parent, new Order(), "order-1"));

        Assert.Equal(SagaStatus.Stuck, host.View("order-1").Status);
        await Rebuilt.MustEqualLiveAsync(host, "order-1", "order-1:child");
        host.Faults.MendAll();
        await host.RewindAsync("order-1");
        await Rebuilt.MustEqualLiveAsync(host, "order-1", "order-1:child");
    }

    [Fact]
    public void History_OfASagaThatWasJustStarted_KnowsItsRequestAndWhenItFirstRan()
    {
        var history = new SagaHistory(
        [
            new OrchestratorStartedEvent(-1) { Timestamp = _began },
            new ExecutionStartedEvent(-1, """{"number":"7"}"""),
            new OrchestratorStartedEvent(-1) { Timestamp = _began.AddHours(1) },
        ]);

        Assert.Equal(("""{"number":"7"}""", new DateTimeOffset(_began), false), (history.Request, history.StartedAt, history.IsSubSaga));
        Assert.Same(SagaRows.None, history.Rows);
        Assert.Empty(history.SubSagas);
    }

    [Fact]
    public void History_OfASubSagaThatCallsOthers_KnowsBoth()
    {
        var history = new SagaHistory(
        [
            new ExecutionStartedEvent(-1, input: null) { ParentInstance = new ParentInstance { Name = "above" } },
            new SubOrchestrationInstanceCreatedEvent(0) { InstanceId = "order-1:a" },
            new SubOrchestrationInstanceCreatedEvent(1) { InstanceId = "order-1:b" },
        ]);

        Assert.True(history.IsSubSaga);
        Assert.Equal(["order-1:a", "order-1:b"], history.SubSagas);
    }

    [Theory]
    [InlineData("Other", null, "true")]
    [InlineData("Other", "", "true")]
    [InlineData("Other", "7", "true")]
    [InlineData("Other", "[]", "true")]
    [InlineData("Other", "[1,2]", "true")]
    [InlineData("Other", """[{"idempotencyKey":"order-1/A"}]""", "true")]
    [InlineData("Other", """[{"frame":{}}]""", "true")]
    [InlineData(TimelineRecorder.RecordTimeline, null, "true")]
    [InlineData(TimelineRecorder.RecordTimeline, "", "true")]
    [InlineData(TimelineRecorder.RecordTimeline, "[{}]", "false")]
    public void History_OfActivitiesThatToldNothing_HasNoRows(string activity, string? input, string result)
    {
        var history = new SagaHistory([new TaskScheduledEvent(0, activity, null, input), new TaskCompletedEvent(1, 0, result), new TaskCompletedEvent(2, 7, result), new TaskFailedEvent(3, 7, "lost", null)]);

        Assert.Same(SagaRows.None, history.Rows);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void History_OfATimeline_HasItHoweverItsArgumentWasRecorded(bool isList)
    {
        var timeline = new SagaTimeline { Saga = new SagaIdentity("order-1", "order", Protocol.Saga, 1), Status = SagaStatus.Completed, Sequence = 9 };
        var input = JsonSerializer.Serialize(new TimelineCall(timeline, IsLastAttempt: false), SagaJson.History);

        var history = new SagaHistory([new TaskScheduledEvent(0, TimelineRecorder.RecordTimeline, null, isList ? $"[{input}]" : input), new TaskCompletedEvent(1, 0, "true")]);

        Assert.Equal(("order-1", SagaStatus.Completed, 9), (history.Rows.Head!.Saga.Id, history.Rows.Head.Status, history.Rows.Head.Sequence));
    }

    [Theory]
    [InlineData("Saga 'order-1' is stuck. Mend the cause, then rewind the instance. A failed its last attempt, number 1: no\nanswer.", null, "A: no\nanswer.", "no\nanswer.")]
    [InlineData("Saga 'order-1' is stuck. Mend the cause, then rewind the instance. A failed its last attempt, number 1 (Refused, 2026-01-01T00:00:03.5000000Z to 2026-01-01T00:00:04Z): no\nanswer.", null, "A: no\nanswer.", "no\nanswer.")]
    [InlineData("The function timed out.", "before", "A: before", "before")]
    [InlineData("The function timed out.", null, "A: its last attempt failed", null)]
    public void History_OfALastAttemptThatFailed_TellsTheErrorThatItsTextNames(string text, string? before, string error, string? stepError)
    {
        var call = CallOf(new CallFrame { IsLastAttempt = true, Sequence = 5, Step = new StepTimeline { Name = "A", Ordinal = 0, Status = StepStatus.Running, Error = before } });
        var failure = new FailureDetails("outer", "The activity failed.", null, new FailureDetails("inner", text, null, null, true), true);

        var history = new SagaHistory([new TaskScheduledEvent(0, "A", null, JsonSerializer.Serialize(call, SagaJson.History)), new TaskFailedEvent(1, 0, null, null, failure)]);

        Assert.Equal((SagaStatus.Stuck, error), (history.Rows.Head!.Status, history.Rows.Head.Error));
        Assert.Equal((StepStatus.Stuck, stepError, 1), (history.Rows.Steps[0].Step.Status, history.Rows.Steps[0].Step.Error, history.Rows.Steps[0].Step.Attempts));
    }

    [Theory]
    [InlineData(" (Refused, 2026-01-01T00:00:03.5000000Z to 2026-01-01T00:00:04.0000001Z): no (not now): never", AttemptStatus.Refused, 3.5, 4.0000001, "no (not now): never")]
    [InlineData(": no", AttemptStatus.Unknown, 1, 9, "no")]
    [InlineData("0: no", AttemptStatus.Unknown, 1, 9, null)]
    public void History_OfALastAttemptThatFailed_TellsTheAttemptThatItsTextNamesOrElseWhatTheHubSays(string text, AttemptStatus status, double from, double to, string? error)
    {
        var call = CallOf(new CallFrame { IsLastAttempt = true, Sequence = 5, Step = new StepTimeline { Name = "A", Ordinal = 0 } });
        var failure = new FailureDetails("outer", $"Saga 'order-1' is stuck. Mend the cause, then rewind the instance. A failed its last attempt, number 1{text}", null, null, true);

        var history = new SagaHistory(
        [
            new TaskScheduledEvent(0, "A", null, JsonSerializer.Serialize(call, SagaJson.History)) { Timestamp = _began.AddSeconds(1) },
            new TaskFailedEvent(1, 0, null, null, failure) { Timestamp = _began.AddSeconds(9) },
        ]);

        var told = new StepTry(StepOperation.Action, 1, At(from), At(to), status) { Error = error, IsLast = true };
        Assert.Equal(told, Assert.Single(history.Rows.Steps[0].Tries));
        Assert.Equal(new StuckPlace("order-1", "A", StepOperation.Action, "A", 1, error, At(to)), history.Rows.Head!.StuckAt);

        static DateTimeOffset At(double seconds) => new(_began.AddTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)));
    }

    [Fact]
    public void History_OfACallThatTellsNoView_HasNoRows()
    {
        var call = CallOf(new CallFrame { IsLastAttempt = true });
        var result = new StepResult<string> { Status = AttemptStatus.Succeeded, StartedAt = _began, FinishedAt = _began };

        var history = new SagaHistory(
        [
            new TaskScheduledEvent(0, "A", null, JsonSerializer.Serialize(call, SagaJson.History)),
            new TaskFailedEvent(1, 0, "lost", null),
            new TaskCompletedEvent(2, 0, JsonSerializer.Serialize(result, SagaJson.History)),
        ]);

        Assert.Same(SagaRows.None, history.Rows);
    }

    private static StepCall<Order> CallOf(CallFrame frame) => new()
    {
        Saga = new SagaIdentity("order-1", "order", Protocol.Saga, 1),
        Step = "A",
        Operation = StepOperation.Action,
        Activity = "A",
        Attempt = 1,
        IdempotencyKey = "order-1/A",
        Deadline = DateTimeOffset.MaxValue,
        Request = new Order(),
        Frame = frame,
    };
}
