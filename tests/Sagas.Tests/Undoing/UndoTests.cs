using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Undoing;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing;
using Microsoft.DurableTask.Client;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Undoing;

public sealed class UndoTests
{
    private static readonly SagaDefinition<Order> _line = Saga.For<Order>("line")
        .Step<A>().CompensateWith<UndoA>()
        .Step<B>().When((order, _) => order.Without != "B").CompensateWith<UndoB>()
        .Pivot<C>().CompensateWith<UndoC>()
        .Retriable<D>()
        .UndoWithin(TimeSpan.FromDays(14))
        .Build();

    [Fact]
    public async Task Saga_CompletedAndUndone_CallsItsCompensationsInReverseAsARunOfItsOwn()
    {
        await using var host = await Hosts.StartAsync();
        var completed = await host.RunAsync(_line, new Order(), "order-1");
        var calls = host.ActivityCalls.Count;

        var undone = await host.UndoAsync("order-1", "it was the wrong size");

        Assert.Equal(["UndoC", "UndoB", "UndoA"], host.ActivityCalls.Skip(calls));
        Assert.Equal((SagaStatus.Compensated, "Undone on request: it was the wrong size."), (undone.Status, undone.Reason));
        Assert.Equal(["C", "B", "A"], undone.Undone);
        Assert.Equal((SagaStatus.Completed, host.View("order-1").Steps[3].FinishedAt), (completed.Status, undone.Before?.At));
        Assert.Equal("order-1:undo", (await host.Client.GetInstanceAsync("order-1:undo"))!.InstanceId);
    }

    [Fact]
    public async Task View_OfASagaThatIsUndone_GoesOnFromWhereItWas()
    {
        await using var host = await Hosts.StartAsync();
        await host.RunAsync(_line, new Order(), "order-1");
        var before = host.View("order-1");

        await host.UndoAsync("order-1");

        var after = host.View("order-1");
        Assert.Equal((SagaStatus.Completed, SagaStatus.Compensated), (before.Status, after.Status));
        Assert.True(after.Sequence > before.Sequence);
        Assert.Equal(
            [StepStatus.Compensated, StepStatus.Compensated, StepStatus.Compensated, StepStatus.Succeeded],
            after.Steps.Select(step => step.Status));
        Assert.Equal(before.Steps.Select(step => (step.StartedAt, step.Attempts)), after.Steps.Select(step => (step.StartedAt, step.Attempts)));
        Assert.Equal(before.At, after.Outcome!.Before!.At);
    }

    [Fact]
    public async Task Compensation_OfAnUndoneSaga_HasItsKeyAndTheResultsOfTheRunThatDidIt()
    {
        await using var host = await Hosts.StartAsync();
        await host.RunAsync(_line, new Order(), "order-1");

        await host.UndoAsync("order-1");

        var call = host.Calls.Single(call => call.Activity == "UndoB").InputAs<StepCall<Order>>();
        Assert.Equal(("order-1", "order-1/UndoB", "1"), (call.Saga.Id, call.IdempotencyKey, call.Request.Number));
        Assert.Equal("order-1/A()", call.ResultOf<A, Mark>()!.Text);
    }

    [Fact]
    public async Task Step_ThatWasSkipped_IsNotUndone()
    {
        await using var host = await Hosts.StartAsync();
        await host.RunAsync(_line, new Order(Without: "B"), "order-1");
        var calls = host.ActivityCalls.Count;

        var undone = await host.UndoAsync("order-1");

        Assert.Equal(["UndoC", "UndoA"], host.ActivityCalls.Skip(calls));
        Assert.Equal(StepStatus.Skipped, host.View("order-1").Steps[1].Status);
        Assert.Equal(["C", "A"], undone.Undone);
    }

    [Fact]
    public async Task Undo_WhoseCompensationFailsForGood_IsStuckThereAndRewound()
    {
        await using var host = await Hosts.StartAsync();
        await host.RunAsync(_line, new Order(), "order-1");
        host.Faults.On<UndoB>(Fault.Fails("broken"));

        var stuck = await Assert.ThrowsAsync<SagaStuckException>(() => host.UndoAsync("order-1"));
        var (view, calls) = (host.View("order-1"), host.ActivityCalls.Count);
        host.Faults.MendAll();
        var undone = await host.RewindAsync("order-1:undo");

        Assert.Equal((OrchestrationRuntimeStatus.Failed, SagaStatus.Stuck), (stuck.Instance.RuntimeStatus, view.Status));
        Assert.Equal(["UndoB", "UndoA"], host.ActivityCalls.Skip(calls));
        Assert.Equal((SagaStatus.Compensated, true), (undone.Status, undone.Before is not null));
    }

    [Fact]
    public async Task SubSaga_OfAnUndoneSaga_IsUndoneStepByStep()
    {
        var parent = Saga.For<Order>("parent").Step<A>().CompensateWith<UndoA>().SubSaga(Shapes.Child, (order, _) => order).UndoWithin(TimeSpan.FromDays(1)).Build();
        await using var host = await Hosts.StartAsync();
        host.Register(Shapes.Child);
        await host.RunAsync(parent, new Order(), "order-1");
        var calls = host.ActivityCalls.Count;

        var undone = await host.UndoAsync("order-1");

        Assert.Equal(["UndoC", "UndoB", "UndoA"], host.ActivityCalls.Skip(calls));
        Assert.Equal(["child/C", "child/B", "A"], undone.Undone);
    }

    [Fact]
    public async Task Saga_WhosePivotHasNoCompensation_NamesItAsFinal()
    {
        var final = Saga.For<Order>("final").Step<A>().CompensateWith<UndoA>().Pivot<B>().UndoWithin(TimeSpan.FromDays(1)).Build();
        await using var host = await Hosts.StartAsync();

        var (completed, undoable) = (await host.RunAsync(final, new Order(), "order-1"), await host.RunAsync(_line, new Order(), "order-2"));

        Assert.Equal("B", SagaUndo.FinalStepOf(final, completed));
        Assert.Null(SagaUndo.FinalStepOf(_line, undoable));
    }

    [Fact]
    public async Task Saga_WithoutUndoWithin_SaysThatItDoesNotKnowWhatUndoingTakes()
    {
        await using var host = await Hosts.StartAsync();
        await host.RunAsync(Shapes.Line, new Order(), "order-1");

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => host.UndoAsync("order-1"));

        Assert.StartsWith("Its outcome is Completed and does not say what undoing takes: expected one that completed under a definition with UndoWithin.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UndoWithin_NoTimeOrTenYears_IsAFault()
    {
        var none = Assert.Throws<SagaDefinitionException>(() => Saga.For<Order>("line").Step<A>().UndoWithin(TimeSpan.Zero).Build());
        var tooLong = Assert.Throws<SagaDefinitionException>(() => Saga.For<Order>("line").Step<A>().UndoWithin(TimeSpan.FromDays(4000)).Build());

        Assert.Contains("It can be undone within 00:00:00; that must be a positive time, 3650 days at most.", none.Faults);
        Assert.Contains("It can be undone within 4000.00:00:00; that must be a positive time, 3650 days at most.", tooLong.Faults);
    }
}
