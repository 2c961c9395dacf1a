using System.Text.Json;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Calls;
using DurableSagas.Sagas.Steps.Filters;
using DurableSagas.Testing.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSagas.Sagas.Tests.Steps;

public sealed class StepRunnerTests
{
    private const string _moment = @"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{16}Z";

    // Real time, and only to say that an attempt never ends.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly ViewTable _views = new();
    private readonly Logged<StepRunner> _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_IgnoresItsToken_IsLeftBehindAtItsTimeOut()
    {
        await using var host = await Hosts.StartAsync();
        await host.RunAsync(Shapes.Line, new Order(), "order-1");
        var call = host.Calls[0].InputAs<StepCall<Order>>();

        var running = host.Services.GetRequiredService<StepRunner>().RunAsync(call, _ => new TaskCompletionSource<Mark>().Task, CancellationToken.None);
        await host.AdvanceAsync(call.Frame.Timeout);
        var result = await running.WaitAsync(_patience, TestContext.Current.CancellationToken);

        Assert.Equal((AttemptStatus.Unknown, "No answer within the attempt's time-out of 00:00:30."), (result.Status, result.Error));
    }

    [Fact]
    public async Task Work_Done_IsTheResultAndTheNextViewOfItsStep()
    {
        var result = await RunAsync(Call(), _ => Task.FromResult("done"));

        var view = _views.Find("order-1")!;
        Assert.Equal((AttemptStatus.Succeeded, "done", null, null), (result.Status, result.Value, result.Error, result.RetryAfter));
        Assert.Equal((SagaStatus.Running, 4, result.FinishedAt), (view.Status, view.Sequence, view.At));
        Assert.Equal(new StepTimeline { Name = "Charge", Ordinal = 1, Status = StepStatus.Succeeded, Attempts = 2, StartedAt = result.StartedAt, FinishedAt = result.FinishedAt }, Assert.Single(view.Steps));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Work_OfASagasFirstCall_IsShownAsRunningWhileItIsDone()
    {
        var begun = new StepTimeline { Name = "Reserve", Ordinal = 0, Status = StepStatus.Running, StartedAt = DateTimeOffset.UnixEpoch };
        var call = Call() with { Step = "Reserve", Attempt = 1, Frame = new CallFrame { Sequence = SagaTimeline.FirstSequence, Status = SagaStatus.Running, Step = begun, MaxAttempts = 3 } };
        SagaTimeline? shown = null;

        await RunAsync(call, _ => Task.FromResult((shown = _views.Find("order-1")) is null ? "untold" : "told"));

        Assert.Equal((SagaStatus.Running, SagaTimeline.FirstSequence), (shown!.Status, shown.Sequence));
        Assert.Equal(begun, Assert.Single(shown.Steps));
        Assert.Equal(StepStatus.Succeeded, Assert.Single(_views.Find("order-1")!.Steps).Status);
    }

    [Fact]
    public async Task Work_OfAStepThatOnlyItsConditionLetsRun_IsShownAsRunningWhileItIsDone()
    {
        var call = Call() with { Frame = Call().Frame with { TellsItsBeginning = true } };
        StepStatus? shown = null;

        await RunAsync(call, _ => Task.FromResult((shown = _views.Find("order-1")?.Steps.Single().Status).ToString()!));

        Assert.Equal(StepStatus.Running, shown);
    }

    [Theory]
    [InlineData(SagaTimeline.FirstSequence, true)]
    [InlineData(3, false)]
    public async Task Work_OfALastAttemptOrALaterCall_IsToldAtItsEndOnly(long sequence, bool isLastAttempt)
    {
        var call = Call() with { Frame = Call().Frame with { Sequence = sequence, IsLastAttempt = isLastAttempt } };
        SagaTimeline? shown = null;

        await RunAsync(call, _ => Task.FromResult((shown = _views.Find("order-1")) is null ? "untold" : "told"));

        Assert.Null(shown);
    }

    public static TheoryData<Exception, AttemptStatus, string?, TimeSpan?> Failures => new()
    {
        { new StepRefusedException("card expired"), AttemptStatus.Refused, "card expired", null },
        { new StepPendingException(TimeSpan.FromMinutes(2), "queued"), AttemptStatus.Pending, "queued", TimeSpan.FromMinutes(2) },
        { new StepPendingException(TimeSpan.FromMinutes(2)), AttemptStatus.Pending, null, TimeSpan.FromMinutes(2) },
        { new StepUnavailableException("closed", TimeSpan.FromMinutes(3)), AttemptStatus.Unknown, "closed", TimeSpan.FromMinutes(3) },
        { new InvalidOperationException("broken"), AttemptStatus.Unknown, "broken", null },
        { new OperationCanceledException("given up"), AttemptStatus.Unknown, "given up", null },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Work_ThatFails_IsAResultAndNoException(Exception failure, AttemptStatus status, string? error, TimeSpan? retryAfter)
    {
        var result = await RunAsync(Call(), _ => throw failure);

        Assert.Equal((status, error, retryAfter), (result.Status, result.Error, result.RetryAfter));
        Assert.Equal(status == AttemptStatus.Unknown ? [(LogLevel.Warning, "Saga 'order-1': the result of Charge (Action, attempt 2) is unknown.")] : [], _log.Lines);
    }

    [Fact]
    public async Task Error_LongerThanItIsKept_IsCut()
    {
        var result = await RunAsync(Call(), _ => throw new InvalidOperationException(new string('e', 1001)));

        Assert.Equal($"{new string('e', 999)}…", result.Error);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public async Task Refusal_OfALastAttempt_LeavesTheSagaStuckWhereItIsNotTaken(bool isLastAttempt, bool takesRefusal, bool isStuck)
    {
        var call = Call() with { Frame = Frame with { IsLastAttempt = isLastAttempt, TakesRefusal = takesRefusal } };

        var thrown = await Record.ExceptionAsync(() => RunAsync(call, _ => throw new StepRefusedException("no")));

        Assert.Matches(isStuck ? @$"^Saga 'order-1' is stuck\. Mend the cause, then rewind the instance\. Charge failed its last attempt, number 2 \(Refused, {_moment} to {_moment}\): no$" : "^$", (thrown as StepStuckException)?.Message ?? string.Empty);
        Assert.Equal(isStuck ? SagaStatus.Stuck : SagaStatus.Running, _views.Find("order-1")!.Status);
        Assert.Equal(isStuck ? [(LogLevel.Error, "Saga 'order-1' is stuck at Charge (Action) after 2 attempts: mend the cause, then rewind the instance.")] : [], _log.Lines);
    }

    [Theory]
    [InlineData(true, null, "still pending at its deadline")]
    [InlineData(true, "queued", "queued")]
    [InlineData(false, null, null)]
    public async Task Pending_OfALastAttempt_LeavesTheSagaStuckAtItsDeadline(bool isOver, string? why, string? error)
    {
        var call = Call() with { Frame = Frame with { IsLastAttempt = true }, Deadline = isOver ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue };

        var thrown = await Record.ExceptionAsync(() => RunAsync(call, _ => throw new StepPendingException(TimeSpan.FromMinutes(1), why)));

        Assert.Matches(error is null ? "^$" : @$"^Saga 'order-1' is stuck\. Mend the cause, then rewind the instance\. Charge failed its last attempt, number 2 \(Unknown, {_moment} to {_moment}\): {error}$", (thrown as StepStuckException)?.Message ?? string.Empty);
        Assert.Equal(error is null ? null : typeof(StepPendingException), thrown?.InnerException?.GetType());
    }

    [Fact]
    public async Task View_ThatCannotBeWritten_FailsNoStepThatHasWorked()
    {
        _views.FailNext(1);

        var result = await RunAsync(Call(), _ => Task.FromResult("done"));

        Assert.Equal(AttemptStatus.Succeeded, result.Status);
        Assert.Equal([(LogLevel.Warning, "Saga 'order-1': the view at sequence 4 was not written; the saga's last activity will repair it.")], _log.Lines);
    }

    [Fact]
    public async Task Call_MadeByHand_TellsNoView()
    {
        var result = await RunAsync(Call() with { Frame = new CallFrame() }, _ => Task.FromResult("done"));
        var stuck = await Record.ExceptionAsync(() => RunAsync(Call() with { Frame = new CallFrame { IsLastAttempt = true } }, _ => throw new InvalidOperationException("broken")));

        Assert.Equal("done", result.Value);
        Assert.IsType<StepStuckException>(stuck);
        Assert.Null(_views.Find("order-1"));
    }

    [Fact]
    public async Task Filters_OfAnAttempt_RunAroundItsWorkAndAroundEachOther()
    {
        List<string> ran = [];
        var runner = new StepRunner(_views, [new Noting("inner", ran), new Noting("outer", ran)], TimeProvider.System, _log);

        await runner.RunAsync(Call(), token => { ran.Add("work"); return Task.CompletedTask; }, Token);

        Assert.Equal(["outer", "inner", "work", "inner", "outer"], ran);
    }

    [Theory]
    [InlineData(true, StepOperation.Action, false, true)]
    [InlineData(false, StepOperation.Action, false, false)]
    [InlineData(true, StepOperation.Compensation, false, false)]
    [InlineData(true, StepOperation.Action, true, false)]
    public async Task Filter_OfAnAttempt_IsToldWhichItIsAndWhetherAllCanBeRefused(bool takesRefusal, StepOperation operation, bool hasResults, bool canRefuseAll)
    {
        var noting = new Noting("filter", []);
        var call = Call() with { Operation = operation, Frame = Frame with { TakesRefusal = takesRefusal }, Results = hasResults ? Results : Call().Results };

        await new StepRunner(_views, [noting], TimeProvider.System, _log).RunAsync(call, _ => Task.CompletedTask, Token);

        Assert.Equal(new StepAttempt("order-1", "Charge", "Charge", operation, 2) { Request = call.Request, CanRefuseAll = canRefuseAll }, noting.Attempt);
    }

    [Fact]
    public void Pending_WithNothingToSay_NamesItsPause()
    {
        Assert.Equal("Not finished yet; ask again after 00:02:00.", new StepPendingException(TimeSpan.FromMinutes(2)).Message);
        Assert.Equal("queued", new StepPendingException(TimeSpan.FromMinutes(2), "queued").Message);
    }

    [Fact]
    public void Result_OfAnEarlierStep_IsReadByItsActivityOrName()
    {
        var call = Call() with { Results = Results };

        Assert.Equal(new Mark("reserved"), call.ResultOf<Letters.A, Mark>());
        Assert.Equal(new Mark("reserved"), call.ResultOf<Mark>("A"));
        Assert.Null(call.ResultOf<Letters.B, Mark>());
    }

    private static Dictionary<string, JsonElement> Results => new() { ["A"] = JsonSerializer.SerializeToElement(new Mark("reserved"), SagaJson.History) };

    private static CallFrame Frame => new()
    {
        MaxAttempts = 3,
        TakesRefusal = true,
        Sequence = 3,
        Status = SagaStatus.Running,
        Step = new() { Name = "Charge", Ordinal = 1, Status = StepStatus.Running, Attempts = 1, Error = "before" },
    };

    private static StepCall<Order> Call() => new()
    {
        Saga = new SagaIdentity("order-1", "order", Protocol.Saga, 1),
        Step = "Charge",
        Operation = StepOperation.Action,
        Activity = "Charge",
        Attempt = 2,
        IdempotencyKey = "order-1/Charge",
        Deadline = DateTimeOffset.MaxValue,
        Request = new Order(),
        Frame = Frame,
    };

    private Task<StepResult<string>> RunAsync(StepCall<Order> call, Func<CancellationToken, Task<string>> work) =>
        new StepRunner(_views, [], TimeProvider.System, _log).RunAsync(call, work, Token);

    private sealed class Noting(string name, List<string> ran) : IStepFilter
    {
        public StepAttempt? Attempt { get; private set; }

        public async Task<T> RunAsync<T>(StepAttempt attempt, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        {
            Attempt = attempt;
            ran.Add(name);
            var result = await work(cancellationToken);
            ran.Add(name);
            return result;
        }
    }
}
