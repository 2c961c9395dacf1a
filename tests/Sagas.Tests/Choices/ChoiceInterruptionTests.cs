using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Tests.Steps;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Choices;

/// <summary>What comes from outside while a path is taken or left: a cancel, a deadline, a rewind, a decision by hand.</summary>
public sealed class ChoiceInterruptionTests
{
    private static readonly SagaDefinition<Order> _hurried = Saga.For<Order>("hurried")
        .Within(TimeSpan.FromMinutes(5))
        .Step<A>().CompensateWith<UndoA>()
        .Step<B>().CompensateWith<UndoB>().OrElse<C>()
        .Build();

    private static readonly SagaDefinition<Order> _undoable = Saga.For<Order>("undoable")
        .Step<A>().CompensateWith<UndoA>()
        .Step<B>().CompensateWith<UndoB>().OrElse<C>().CompensateWith<UndoC>()
        .UndoWithin(TimeSpan.FromDays(1))
        .Build();

    [Fact]
    public async Task Cancel_OnAPath_TurnsBackPastTheSavePointAndBeginsNoOther()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Fails().AfterItsWork());
        var id = await host.StartAsync(Shapes.OrElse, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync(id, CancelRequest.Event, new CancelRequest());
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal((SagaStatus.Compensated, null), (outcome.Status, outcome.Step));
        Assert.Equal(["A", "B", "UndoB", "UndoA"], host.ActivityCalls);
    }

    [Fact]
    public async Task Cancel_WhileAPathIsUndone_TurnsBackPastTheSavePointAndBeginsNoOther()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Refuses("no"));
        host.Faults.On<UndoA>(Fault.Pends(TimeSpan.FromMinutes(10)).Once());
        var id = await host.StartAsync(Shapes.Fork, new Order(), "order-1");

        await host.UntilAsync(() => host.ActivityCalls.Contains("UndoA"));
        await host.Client.RaiseEventAsync(id, CancelRequest.Event, new CancelRequest("so be it"));
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal((SagaStatus.Compensated, "Cancelled by the caller: so be it."), (outcome.Status, outcome.Reason));
        Assert.Equal(["A", "E"], outcome.Undone);
        Assert.Equal(["A", "E", "B", "UndoA", "UndoA", "UndoE"], host.ActivityCalls);
    }

    [Fact]
    public async Task Deadline_OnAPath_TurnsBackPastTheSavePointAndBeginsNoOther()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromMinutes(4)));

        var outcome = await host.RunAsync(_hurried, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "The deadline of 00:05:00 passed."), (outcome.Status, outcome.Reason));
        Assert.DoesNotContain("C", host.ActivityCalls);
        Assert.Contains("UndoA", host.ActivityCalls);
    }

    [Fact]
    public async Task Rewind_OfACompensationOnAPathThatIsLeft_GoesOnToTheNextPath()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Refuses("no"));
        host.Faults.On<UndoA>(Fault.Fails("broken"));
        var id = await host.StartAsync(Shapes.Fork, new Order(), "order-1");
        await host.EndOfAsync(id);
        var isStuck = host.View(id).Status == SagaStatus.Stuck;
        await Assert.ThrowsAsync<SagaStuckException>(() => host.RewindAsync(id));
        var isStuckAgain = host.View(id).Status == SagaStatus.Stuck;
        host.Faults.MendAll();
        var before = host.ActivityCalls.Count;

        var outcome = await host.RewindAsync(id);

        Assert.Equal((true, true, SagaStatus.Completed), (isStuck, isStuckAgain, outcome.Status));
        Assert.Equal(["A"], outcome.Undone);
        Assert.Equal(["UndoA", "C", "D"], host.ActivityCalls.Skip(before));
        Assert.Equal(1, host.ActivityCalls.Count(activity => activity == "E"));
        await Rebuilt.MustEqualLiveAsync(host, id);
    }

    [Fact]
    public async Task Skip_OfACompensationOnAPathThatIsLeft_GoesOnToTheNextPath()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Refuses("no"));
        host.Faults.On<UndoA>(Fault.Fails("broken"));
        var id = await host.StartAsync(Shapes.Fork, new Order(), "order-1");
        await host.EndOfAsync(id);

        var outcome = await host.SkipAsync(id, "A");

        Assert.Equal((SagaStatus.Completed, 0), (outcome.Status, outcome.Undone.Count));
        Assert.Single(outcome.Interventions!);
        Assert.Equal((StepStatus.Failed, StepEffect.Unknown), (host.View(id).Steps[0].Status, host.View(id).Steps[0].Effect));
        Assert.Contains("D", host.ActivityCalls);
    }

    [Fact]
    public async Task Undo_OfASagaThatHadAnAlternative_UndoesThePathThatWasTaken()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<B>(Fault.Fails().AfterItsWork());
        await host.RunAsync(_undoable, new Order(), "order-1");
        var before = host.ActivityCalls.Count;

        var outcome = await host.UndoAsync("order-1");

        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Equal(["C", "A"], outcome.Undone);
        Assert.Equal(["UndoC", "UndoA"], host.ActivityCalls.Skip(before));
    }
}
