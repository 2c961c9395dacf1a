using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Running.Attempts;
using DurableSagas.Sagas.Steps;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Running;

public sealed class SagaRunTests
{
    [Fact]
    public async Task Step_PendsPastItsTime_TurnsBackAndSaysSo()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromMinutes(30)));

        var outcome = await host.RunAsync(Shapes.Line, new Order(), "order-1");

        Assert.Equal(("B", "The result is unknown after 3 attempts: still pending at its deadline"), (outcome.Step, outcome.Reason));
    }

    [Fact]
    public async Task Run_NothingFails_CallsEachActivityOnceAndRecordsTheEnd()
    {
        await using var host = await Hosts.StartAsync();

        var outcome = await host.RunAsync(Shapes.Line, new Order(), "order-1");

        Assert.Equal((SagaStatus.Completed, null), (outcome.Status, outcome.Step));
        Assert.Equal(["A", "B", "C", "D", "RecordTimeline"], host.Calls.Select(call => call.Activity));
        Assert.All(host.View("order-1").Steps, step => Assert.Equal(StepStatus.Succeeded, step.Status));
    }

    [Fact]
    public async Task Run_StepRefused_UndoesWhatWasDoneButNotTheStep()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Refuses("card expired"));

        var outcome = await host.RunAsync(Shapes.Line, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "B", "card expired"), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.Equal(["A"], outcome.Undone);
        Assert.Equal(["A", "B", "UndoA"], host.ActivityCalls);
    }

    [Fact]
    public async Task Run_ResultUnknownAfterAllAttempts_UndoesTheStepToo()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Fails("no answer").AfterItsWork());

        var outcome = await host.RunAsync(Shapes.Line, new Order(), "order-1");

        Assert.Equal("The result is unknown after 3 attempts: no answer", outcome.Reason);
        Assert.Equal(["C", "B", "A"], outcome.Undone);
        Assert.Equal(["A", "B", "C", "C", "C", "UndoC", "UndoB", "UndoA"], host.ActivityCalls);
    }

    [Fact]
    public async Task Run_RefusedAfterAnUnknownAttempt_UndoesTheStepToo()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Fails("no answer").AfterItsWork().Once()).On<C>(Fault.Refuses("gone"));

        var outcome = await host.RunAsync(Shapes.Line, new Order(), "order-1");

        Assert.Equal("gone", outcome.Reason);
        Assert.Equal(["C", "B", "A"], outcome.Undone);
        Assert.Equal(["A", "B", "C", "C", "UndoC", "UndoB", "UndoA"], host.ActivityCalls);
        Assert.Equal(StepStatus.Compensated, host.View("order-1").Steps[2].Status);
    }

    [Fact]
    public async Task Run_PivotWithoutCompensationRefusedByItsLastAttempt_TurnsBack()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Fails().For(2)).On<B>(Fault.Refuses("no"));

        var outcome = await host.RunAsync(Shapes.NoWayBack, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "B", "no"), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.Equal(["A", "B", "B", "B", "UndoA"], host.ActivityCalls);
        Assert.Equal(StepStatus.Refused, host.View("order-1").Steps[1].Status);
    }

    [Fact]
    public async Task Run_RetriableStepFails_IsTriedUntilItWorks()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<D>(Fault.Refuses("not now").For(4)).On<D>(Fault.Fails().For(3));

        var outcome = await host.RunAsync(Shapes.Line, new Order(), "order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(8, host.ActivityCalls.Count(call => call == "D"));
    }

    [Fact]
    public async Task Run_PivotWithoutCompensationFails_IsAskedUntilItsResultIsKnown()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Fails());

        var end = await host.EndOfAsync(await host.StartAsync(Shapes.NoWayBack, new Order(), "order-1"));
        host.Faults.MendAll();
        var mended = await host.RewindAsync("order-1");

        Assert.Equal(("Failed", SagaStatus.Completed), (end.RuntimeStatus.ToString(), mended.Status));
        Assert.Equal(["A", "B", "B", "B", "B", "C"], host.ActivityCalls);
    }

    [Fact]
    public async Task Run_Pending_IsAskedAgainAfterTheParticipantsTimeWithTheSameAttempt()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromMinutes(5)).For(3));

        await host.RunAsync(Shapes.Line, new Order(), "order-1");

        var calls = host.Calls.Where(call => call.Activity == "B").ToArray();
        Assert.Equal([1, 1, 1, 1], calls.Select(call => call.InputAs<StepCall<Order>>().Attempt));
        Assert.Equal([5, 5, 5], calls.Zip(calls.Skip(1), (one, next) => (int)(next.At - one.At).TotalMinutes));
    }

    [Fact]
    public async Task Run_PendingForEver_TurnsBackAtItsDeadlineAndUndoesTheStep()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromMinutes(10)));

        var outcome = await host.RunAsync(Shapes.Line, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "B"), (outcome.Status, outcome.Step));
        Assert.Equal(["B", "A"], outcome.Undone);
    }

    [Fact]
    public async Task Run_PendingForEverAtAnImpatientStep_IsAskedSome200Times()
    {
        var impatient = new AttemptPolicy { FirstDelay = TimeSpan.FromMilliseconds(1), Backoff = 1, MaxDelay = TimeSpan.FromMilliseconds(1), MaxAttempts = 1 };
        var saga = Saga.For<Order>("impatient").Step<A>().Attempts(impatient).CompensateWith<UndoA>().Build();
        await using var host = await Hosts.StartAsync();
        host.Faults.On<A>(Fault.Pends(TimeSpan.Zero));

        var outcome = await host.RunAsync(saga, new Order(), "order-1");

        Assert.Equal(["A"], outcome.Undone);
        Assert.InRange(host.ActivityCalls.Count(call => call == "A"), 200, 220);
    }

    [Fact]
    public async Task Run_ConditionDoesNotHold_SkipsTheStepAndKeepsTheOrderThroughIt()
    {
        var saga = Saga.For<Order>("skipping")
            .Step<A>().CompensateWith<UndoA>()
            .Step<B>().When((order, _) => order.Without != "B").CompensateWith<UndoB>()
            .Step<C>().CompensateWith<UndoC>()
            .Step<D>()
            .Build();
        await using var host = await Hosts.StartAsync();
        host.Faults.On<D>(Fault.Refuses("no"));

        await host.RunAsync(saga, new Order(Without: "B"), "order-1");

        Assert.Equal(["A", "C", "D", "UndoC", "UndoA"], host.ActivityCalls);
        Assert.Equal(StepStatus.Skipped, host.View("order-1").Steps[1].Status);
    }

    [Fact]
    public async Task Step_ThatOnlyItsConditionLetsRun_TellsItsBeginningInItsFirstCallOnly()
    {
        var saga = Saga.For<Order>("conditional").Step<A>().CompensateWith<UndoA>().Step<B>().When((_, _) => true).CompensateWith<UndoB>().Step<C>().Build();
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromSeconds(30)).Once()).On<B>(Fault.Fails().Once()).On<C>(Fault.Refuses("no"));

        await host.RunAsync(saga, new Order(), "order-1");

        Assert.Equal(
            [("A", false), ("B", true), ("B", false), ("B", false), ("C", false), ("UndoB", false), ("UndoA", false)],
            host.Calls.Where(call => call.Activity != "RecordTimeline").Select(call => (call.Activity, call.InputAs<StepCall<Order>>().Frame.TellsItsBeginning)));
    }

    [Fact]
    public async Task Run_StepAfterASkippedOneThatIsDeclaredLater_IsRun()
    {
        var saga = Saga.For<Order>("skipping-ahead")
            .Step<A>().After<B>()
            .Step<B>().AtOnce().When((order, _) => order.Without != "B")
            .Build();
        await using var host = await Hosts.StartAsync();

        await host.RunAsync(saga, new Order(Without: "B"), "order-1");

        Assert.Equal(["A"], host.ActivityCalls);
        Assert.Equal([StepStatus.Succeeded, StepStatus.Skipped], host.View("order-1").Steps.Select(step => step.Status));
    }

    [Fact]
    public async Task Run_Results_ReachLaterStepsAndCompensations()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Refuses("no"));

        await host.RunAsync(Shapes.Line, new Order(), "order-1");

        var undo = host.Calls.Single(call => call.Activity == "UndoA").InputAs<StepCall<Order>>();
        Assert.Equal("order-1/A()", undo.ResultOf<A, Mark>()!.Text);
        Assert.Equal("order-1/B(A)", undo.ResultOf<B, Mark>()!.Text);
        Assert.Null(undo.ResultOf<C, Mark>());
    }

    [Fact]
    public async Task Run_TwoVersions_EachInstanceFinishesOnItsOwn()
    {
        var older = Saga.For<Order>("versioned").Step<A>().Build();
        var newer = Saga.For<Order>("versioned", version: 2).Step<B>().Build();
        await using var host = await Hosts.StartAsync();
        host.Register(older);

        await host.RunAsync(newer, new Order(), "new");
        await host.RunAsync(older, new Order(), "old");

        Assert.Equal(["B", "A"], host.ActivityCalls);
    }

    [Fact]
    public async Task Run_ViewCannotBeWritten_HurtsNoStepAndIsRepairedAtTheEnd()
    {
        await using var host = await Hosts.StartAsync();
        host.Views.FailNext(5);

        var outcome = await host.RunAsync(Shapes.Line, new Order(), "order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["A", "B", "C", "D"], host.ActivityCalls);
        Assert.All(host.View("order-1").Steps, step => Assert.Equal((StepStatus.Succeeded, 1), (step.Status, step.Attempts)));
    }

    [Fact]
    public void Progress_TooLongForACustomStatus_LosesDetailsButNoStatus()
    {
        var steps = Enumerable.Range(0, 100).Select(ordinal => new StepTimeline { Name = $"step-{ordinal}", Ordinal = ordinal, Status = StepStatus.Failed, Error = new string('x', 900) }).ToArray();
        var timeline = new SagaTimeline { Saga = new SagaIdentity("1", "long", Protocol.Saga, 1), Status = SagaStatus.Compensating, Sequence = 7, Steps = steps };

        var text = System.Text.Json.JsonSerializer.Serialize(SagaProgress.Of(timeline), SagaJson.Options);

        Assert.InRange(text.Length, 1, SagaProgress.MaxLength);
        Assert.Contains("\"status\":\"Compensating\",\"sequence\":7", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Backoff_SameKeyAndAttempt_WaitsAsLongEveryTimeAndWithinTheJitter()
    {
        var policy = new AttemptPolicy { FirstDelay = TimeSpan.FromSeconds(4), Backoff = 2, MaxDelay = TimeSpan.FromSeconds(10) };

        double[] delays = [.. Enumerable.Range(1, 4).Select(attempt => Backoff.Delay(policy, attempt, "order-1/A").TotalSeconds)];

        Assert.Equal(delays, Enumerable.Range(1, 4).Select(attempt => Backoff.Delay(policy, attempt, "order-1/A").TotalSeconds));
        Assert.All(delays.Zip([4d, 8d, 10d, 10d]), pair => Assert.InRange(pair.First, pair.Second * 0.75, pair.Second));
        Assert.NotEqual(Backoff.Delay(policy, 1, "order-1/A"), Backoff.Delay(policy, 1, "order-2/A"));
        // In every process: one that replays what another has begun must wait as long.
        Assert.Equal(3.4284889, Backoff.Delay(policy, 1, "order-1/A").TotalSeconds);
    }
}
