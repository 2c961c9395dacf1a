using System.Diagnostics;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Calls;
using DurableSagas.Sagas.Steps.Recording;
using DurableSagas.Sagas.Telemetry;
using DurableSagas.Testing.Views;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.Sagas.Tests.Telemetry;

/// <summary>What one activity tells, each in a saga of its own name.</summary>
public sealed class AttemptSpansTests
{
    private static readonly DateTimeOffset _began = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset _now = _began.AddHours(1);
    private static readonly EndedOperation _approval = new("Manager", StepOperation.Action, AttemptStatus.Succeeded, null, _began, _now);

    private static readonly StepRefusedException _no = new("no");
    private static readonly InvalidOperationException _broken = new("broken");
    private static readonly StepPendingException _pending = new(TimeSpan.FromMinutes(1));

    /// <summary>The saga, what the work does, which attempt of three it is, whether a "no" is taken, how the step ended and with which error; null where it has not.</summary>
    public static TheoryData<string, Exception?, int, bool, string?, string?> Ends => new()
    {
        { "told-done", null, 1, false, "Succeeded", null },
        { "told-no-taken", _no, 1, true, "Refused", "no" },
        { "told-no-not-taken", _no, 1, false, null, null },
        { "told-no-not-taken-at-last", _no, 3, false, "Refused", "no" },
        { "told-broken", _broken, 2, true, null, null },
        { "told-broken-at-last", _broken, 3, true, "Unknown", "broken" },
        { "told-pending-at-its-deadline", _pending, 3, true, "Pending", "still pending at its deadline" },
        { "told-pending-before-its-last", _pending, 2, true, null, null },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Step_WhoseResultIsKnownOrGivenUp_IsTold(string saga, Exception? failure, int attempt, bool takesRefusal, string? result, string? error)
    {
        using var recorded = new Recorded(saga);

        await RunAsync(saga, failure, new CallFrame { MaxAttempts = 3, TakesRefusal = takesRefusal, Since = _began }, attempt);

        string[] names = result is null ? ["attempt Charge"] : ["attempt Charge", "step Charge"];
        var told = recorded.Spans[^1];
        Assert.Equal(names, recorded.Spans.Select(span => span.DisplayName));
        Assert.Equal(result is null ? 0 : 1, recorded.Count("durablesagas.step.duration"));
        Assert.Equal(failure == _broken ? ("broken", ActivityStatusCode.Error) : (null, ActivityStatusCode.Ok), (recorded.Spans[0].StatusDescription, recorded.Spans[0].Status));
        Assert.True(result is null || (result, error, _began.UtcDateTime) == ((string?)told.GetTagItem("saga.result"), told.StatusDescription, told.StartTimeUtc), $"{told.GetTagItem("saga.result")}: {told.StatusDescription}");
    }

    [Fact]
    public async Task Pending_OneTickBeforeItsDeadline_HasNotEnded()
    {
        using var recorded = new Recorded("told-pending");

        await RunAsync("told-pending", _pending, new CallFrame { MaxAttempts = 1 }, attempt: 1, deadline: _now.AddTicks(1));

        Assert.Equal(["attempt Charge"], recorded.Spans.Select(span => span.DisplayName));
    }

    [Fact]
    public async Task LastAttempt_ThatFails_TellsOfTheStepTheSagaAndWhatWasWaitedFor()
    {
        using var recorded = new Recorded("told-left-stuck");

        await Assert.ThrowsAsync<StepStuckException>(() => RunAsync("told-left-stuck", _broken, new CallFrame { IsLastAttempt = true, Since = _began, StartedAt = _began, Awaited = [_approval] }, attempt: 1));

        var attempt = recorded.Span("attempt Charge");
        Assert.Equal(["attempt Charge", "step Charge", "step Manager", "saga told-left-stuck"], recorded.Spans.Select(span => span.DisplayName));
        Assert.Equal(["Unknown", "Stuck", "Succeeded", "Stuck"], recorded.Spans.Select(span => span.GetTagItem("saga.result")));
        Assert.Equal(["broken", "broken", null, "Charge: broken"], recorded.Spans.Select(span => span.StatusDescription));
        Assert.Equal((_now.UtcDateTime, 1), (attempt.StartTimeUtc, attempt.GetTagItem("saga.attempt")));
        Assert.Equal((1, 0), (recorded.Count("durablesagas.saga.stuck"), recorded.Count("durablesagas.step.duration")));
    }

    [Theory]
    [InlineData("told-first-below", "above", 1, 1)]
    [InlineData("told-second-below", "above", 3, 0)]
    [InlineData("told-first-on-top", null, 1, 0)]
    public async Task FirstActivity_OfASubSagaAlone_CountsItAsStarted(string saga, string? parent, long sequence, int started)
    {
        using var recorded = new Recorded(saga);

        await RunAsync(saga, null, new CallFrame { ParentId = parent, Sequence = sequence }, attempt: 1);

        Assert.Equal(started, recorded.Count("durablesagas.saga.started"));
    }

    [Theory]
    [InlineData("told-timeline-first", "above", 1, 1)]
    [InlineData("told-timeline-second", "above", 3, 0)]
    [InlineData("told-timeline-on-top", null, 1, 0)]
    public async Task Timeline_ThatComesFirstOfASubSaga_CountsItAsStarted(string saga, string? parent, long sequence, int started)
    {
        using var recorded = new Recorded(saga);

        await RecordAsync(new TimelineCall(Timeline(saga) with { ParentId = parent, Sequence = sequence, Outcome = null }, IsLastAttempt: false));

        Assert.Equal(started, recorded.Count("durablesagas.saga.started"));
        Assert.Empty(recorded.Spans);
    }

    [Fact]
    public async Task Timeline_OfAnEnd_TellsOfTheSagaAndWhatWasWaitedFor()
    {
        using var recorded = new Recorded("told-end");

        await RecordAsync(new TimelineCall(Timeline("told-end"), IsLastAttempt: false) { Awaited = [_approval] });

        var saga = recorded.Span("saga told-end");
        Assert.Equal(["step Manager", "saga told-end"], recorded.Spans.Select(span => span.DisplayName));
        Assert.Equal(("Compensated", ActivityStatusCode.Error, "undone", TimeSpan.FromHours(1)), (saga.GetTagItem("saga.result"), saga.Status, saga.StatusDescription, saga.Duration));
        Assert.Equal((1, 1, 1), (recorded.Count("durablesagas.saga.compensated"), recorded.Count("durablesagas.saga.duration"), recorded.Count("durablesagas.step.duration")));
    }

    [Theory]
    [InlineData("told-completed-end", SagaStatus.Completed, null, null)]
    [InlineData("told-reason-end", SagaStatus.Compensated, "card expired", "card expired")]
    public async Task Timeline_OfAnEnd_SaysWhyTheSagaWasUndone(string name, SagaStatus status, string? reason, string? described)
    {
        using var recorded = new Recorded(name);

        await RecordAsync(new TimelineCall(Timeline(name) with { Status = status, Outcome = new SagaOutcome { Status = status, Reason = reason } }, IsLastAttempt: false));

        var saga = recorded.Span($"saga {name}");
        Assert.Equal((described, described is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error), (saga.StatusDescription, saga.Status));
        Assert.Equal(
            [("saga.id", $"{name}-1"), ("saga.name", name), ("saga.protocol", "Saga"), ("saga.version", 1), ("saga.result", status.ToString())],
            saga.TagObjects.Select(tag => (tag.Key, tag.Value)));
    }

    [Fact]
    public async Task Timeline_OfAnEndThatBeganInAnotherRun_TellsNothingOfTheSaga()
    {
        using var recorded = new Recorded("told-undoing-end");

        await RecordAsync(new TimelineCall(Timeline("told-undoing-end") with { StartedAt = null }, IsLastAttempt: false));

        Assert.Empty(recorded.Spans);
        Assert.Equal(0, recorded.Count("durablesagas.saga.compensated"));
    }

    [Fact]
    public async Task Timeline_ThatCannotBeWrittenAtLast_TellsThatTheSagaIsStuck()
    {
        using var recorded = new Recorded("told-no-end");
        var views = new ViewTable();
        views.FailNext(1);

        await Assert.ThrowsAsync<StepStuckException>(() => RecordAsync(new TimelineCall(Timeline("told-no-end"), IsLastAttempt: true) { Awaited = [_approval] }, views));

        Assert.Equal([("step Manager", "Succeeded", null), ("saga told-no-end", "Stuck", "The view table is down, as the test ordered.")], recorded.Spans.Select(span => (span.DisplayName, (string?)span.GetTagItem("saga.result"), span.StatusDescription)));
        Assert.Equal(1, recorded.Count("durablesagas.saga.stuck"));
    }

    private static SagaTimeline Timeline(string saga) => new()
    {
        Saga = new SagaIdentity($"{saga}-1", saga, Protocol.Saga, 1),
        Status = SagaStatus.Compensated,
        Sequence = 9,
        StartedAt = _began,
        Outcome = new SagaOutcome { Status = SagaStatus.Compensated },
    };

    private static Task<bool> RecordAsync(TimelineCall call, ViewTable? views = null) =>
        new TimelineRecorder(views ?? new ViewTable(), new Clock(), NullLogger<TimelineRecorder>.Instance).RecordAsync(call, TestContext.Current.CancellationToken);

    private static Task<StepResult<NoResult>> RunAsync(string saga, Exception? failure, CallFrame frame, int attempt, DateTimeOffset? deadline = null)
    {
        var call = new StepCall<Order>
        {
            Saga = new SagaIdentity($"{saga}-1", saga, Protocol.Saga, 1),
            Step = "Charge",
            Operation = StepOperation.Action,
            Activity = "Charge",
            Attempt = attempt,
            IdempotencyKey = $"{saga}-1/Charge",
            Deadline = deadline ?? _now,
            Request = new Order(),
            Frame = frame,
        };
        return new StepRunner(new ViewTable(), [], new Clock(), NullLogger<StepRunner>.Instance).RunAsync(call, _ => failure is null ? Task.CompletedTask : throw failure, TestContext.Current.CancellationToken);
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => _now;
    }
}
