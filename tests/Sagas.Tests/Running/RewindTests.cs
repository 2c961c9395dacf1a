using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Running;

public sealed class RewindTests
{
    private static readonly AttemptPolicy _twice = new() { MaxAttempts = 2 };

    [Fact]
    public async Task Stuck_MendedAndRewound_GoesOnWithExactlyTheLastAttempt()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Refuses("no")).On<UndoB>(Fault.Fails("broken"));

        var stuck = await host.EndOfAsync(await host.StartAsync(Shapes.Line, new Order(), "order-1"));
        var (view, calls) = (host.View("order-1"), host.ActivityCalls.Count);
        host.Faults.MendAll();
        var end = await host.RewindAsync("order-1");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, SagaStatus.Stuck, "B: broken"), (stuck.RuntimeStatus, view.Status, view.Error));
        Assert.Equal(["UndoB", "UndoA"], host.ActivityCalls.Skip(calls));
        Assert.Equal(["B", "A"], end.Undone);
        Assert.Equal(SagaStatus.Compensated, host.View("order-1").Status);
    }

    [Fact]
    public async Task Stuck_RewoundWhileStillBroken_IsStuckAgainAfterOneMoreAttempt()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<D>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(Shapes.Line, new Order(), "order-1"));
        var calls = host.ActivityCalls.Count;

        var again = await Assert.ThrowsAsync<SagaStuckException>(() => host.RewindAsync("order-1"));
        host.Faults.MendAll();
        var end = await host.RewindAsync("order-1");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, SagaStatus.Completed), (again.Instance.RuntimeStatus, end.Status));
        Assert.Equal(["D", "D"], host.ActivityCalls.Skip(calls));
    }

    [Fact]
    public async Task Stuck_WithOtherWorkBeside_FinishesThatFirstAndLeavesOneFailureInHistory()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Fails("broken")).On<C>(Fault.Fails().For(6));

        var stuck = await host.EndOfAsync(await host.StartAsync(Shapes.Tail, new Order(), "order-1"));
        var history = host.HistoryOf("order-1");
        host.Faults.MendAll();
        var end = await host.RewindAsync("order-1");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, SagaStatus.Completed), (stuck.RuntimeStatus, end.Status));
        Assert.Single(history.Failures);
        Assert.Equal(StepStatus.Succeeded, host.View("order-1").Steps[2].Status);
    }

    [Fact]
    public async Task Stuck_InTwoBranches_EachRewindMendsOne()
    {
        var saga = Saga.For<Order>("forked")
            .Step<A>().CompensateWith<UndoA>(_twice)
            .Step<B>().AtOnce().CompensateWith<UndoB>(_twice)
            .Step<C>().After<A>().After<B>()
            .Build();
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Refuses("no")).On<UndoA>(Fault.Fails("a")).On<UndoB>(Fault.Fails("b"));

        await host.EndOfAsync(await host.StartAsync(saga, new Order(), "order-1"));
        var (calls, failures) = (host.ActivityCalls, host.HistoryOf("order-1").Failures);
        host.Faults.Mend<UndoA>();
        var half = await Assert.ThrowsAsync<SagaStuckException>(() => host.RewindAsync("order-1"));
        var view = host.View("order-1");
        var failuresOfHalf = host.HistoryOf("order-1").Failures;
        host.Faults.MendAll();
        var end = await host.RewindAsync("order-1");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, SagaStatus.Compensated), (half.Instance.RuntimeStatus, end.Status));
        Assert.Equal([StepStatus.Compensated, StepStatus.Stuck], view.Steps.Take(2).Select(step => step.Status));
        Assert.Equal(["A", "B", "C", "UndoA", "UndoB", "UndoA"], calls);
        Assert.Equal((1, 1), (failures.Count, failuresOfHalf.Count));
        Assert.Equal(["A", "B"], end.Undone);
    }

    [Fact]
    public async Task Stuck_InASubSaga_ShowsInTheParentAndGoesOnFromThere()
    {
        await using var host = await Hosts.StartAsync();
        host.Register(Shapes.Child);
        host.Faults.On<C>(Fault.Refuses("no")).On<UndoB>(Fault.Fails("broken"));

        var stuck = await host.EndOfAsync(await host.StartAsync(Shapes.Parent, new Order(), "order-1"));
        var (view, calls) = (host.View("order-1"), host.ActivityCalls.Count);
        host.Faults.MendAll();
        var end = await host.RewindAsync("order-1");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, SagaStatus.Stuck, "child: B: broken"), (stuck.RuntimeStatus, view.Status, view.Error));
        Assert.Equal(["UndoB", "UndoA"], host.ActivityCalls.Skip(calls));
        Assert.Equal((SagaStatus.Compensated, "child", "C: no"), (end.Status, end.Step, end.Reason));
    }

    [Fact]
    public async Task SubSaga_CompletedAndThenUndone_IsUndoneStepByStepInReverse()
    {
        await using var host = await Hosts.StartAsync();
        host.Register(Shapes.Child);
        host.Faults.On<D>(Fault.Refuses("no"));

        var outcome = await host.RunAsync(Shapes.Parent, new Order(), "order-1");

        Assert.Equal(["A", "B", "C", "D", "UndoC", "UndoB", "UndoA"], host.ActivityCalls);
        Assert.Equal(["child/C", "child/B", "A"], outcome.Undone);
        Assert.Equal(["order-1/A", "order-1:child/B", "order-1:child/C", "order-1/D", "order-1:child/UndoC", "order-1:child/UndoB", "order-1/UndoA"], host.Calls.Where(call => call.Activity != "RecordTimeline").Select(call => call.InputAs<StepCall<Order>>().IdempotencyKey));
        Assert.Equal(["order-1:child", "order-1:child"], host.Calls.Where(call => call.Activity is "C" or "UndoC").Select(call => call.InputAs<StepCall<Order>>().Saga.Id));
        Assert.Equal(SagaStatus.Compensated, host.View("order-1:child").Status);
        Assert.Equal("order-1:child/B()", host.Calls.Single(call => call.Activity == "UndoC").InputAs<StepCall<Order>>().ResultOf<B, Mark>()!.Text);
    }

    [Fact]
    public async Task Stuck_MendedHoursLaterAndPendingAtFirst_IsDoneByOneRewind()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Refuses("no")).On<UndoB>(Fault.Fails("broken"));
        var stuck = await host.EndOfAsync(await host.StartAsync(Shapes.Line, new Order(), "order-1"));
        await host.AdvanceAsync(AttemptPolicy.Patient.PendingFor * 2);
        host.Faults.MendAll();
        host.Faults.On<UndoB>(Fault.Pends(TimeSpan.FromMinutes(1)).For(3));

        var end = await host.RewindAsync("order-1");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, SagaStatus.Compensated), (stuck.RuntimeStatus, end.Status));
        Assert.Equal(["B", "A"], end.Undone);
        DateTimeOffset[] asked = [.. host.Calls.Where(call => call.Activity == "UndoB").Select(call => call.At).TakeLast(4)];
        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)], asked.Zip(asked.Skip(1), (one, next) => next - one));
    }

    [Fact]
    public async Task SubSaga_WithAStepThatGaveNoResult_IsUndoneWholly()
    {
        var child = Saga.For<Order>("child").Step<Silent>().CompensateWith<UndoB>().Build();
        var parent = Saga.For<Order>("parent").SubSaga(child, (order, _) => order).Step<D>().Build();
        await using var host = await Hosts.StartAsync();
        host.Register(child);
        host.Faults.On<D>(Fault.Refuses("no"));

        var outcome = await host.RunAsync(parent, new Order(), "order-1");

        Assert.Equal(["Silent", "D", "UndoB"], host.ActivityCalls);
        Assert.Equal(["child/Silent"], outcome.Undone);
    }

    [Fact]
    public async Task Histories_OfEveryShape_ReplayAgainstTheSameCode()
    {
        await using var host = await Hosts.StartAsync();
        host.Register(Shapes.Child);
        host.Faults.On<C>(Fault.Fails().For(3));

        foreach (var saga in Shapes.All)
        {
            await host.EndOfAsync(await host.StartAsync(saga, new Order(), saga.Name));

            host.Replay(host.HistoryOf(saga.Name));
        }
    }

    /// <summary>Works, and has nothing to say.</summary>
    public sealed class Silent(StepRunner runner)
    {
        [Function(nameof(Silent))]
        public Task<StepResult<Mark?>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => runner.RunAsync(call, _ => Task.FromResult<Mark?>(null), cancellationToken);
    }
}
