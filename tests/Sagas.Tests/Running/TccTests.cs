using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Attempts;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Running;

public sealed class TccTests
{
    private readonly Participant _participant = new();

    [Fact]
    public async Task Tcc_AllTriesSucceed_ConfirmsAll()
    {
        await using var host = await Hosts.StartAsync(_participant);

        var outcome = await host.RunAsync(Shapes.Branches, new Order(), "order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["A", "B", "C", "D"], host.ActivityCalls.Order());
        Assert.Equal(["C", "D"], host.ActivityCalls.Skip(2).Order());
    }

    [Fact]
    public async Task Tcc_OneTryRefused_CancelsTheOtherAndNotItself()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Faults.On<B>(Fault.Refuses("no seats"));

        var outcome = await host.RunAsync(Shapes.Branches, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "B", "no seats"), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.Equal(["A"], outcome.Undone);
        Assert.Equal(["A", "UndoA"], _participant.Done);
    }

    [Fact]
    public async Task Tcc_TryUnknown_IsCancelledToo()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Faults.On<B>(Fault.Fails("no answer").AfterItsWork());

        var outcome = await host.RunAsync(Shapes.Branches, new Order(), "order-1");

        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Equal(["A", "B"], outcome.Undone.Order());
    }

    [Fact]
    public async Task Tcc_ConfirmRefused_IsStuckWithTheTruthAndGoesOnWhenMendedAndRewound()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Faults.On<D>(Fault.Refuses("reservation expired"));

        await Assert.ThrowsAsync<SagaStuckException>(() => host.RunAsync(Shapes.Branches, new Order(), "order-1"));
        var stuck = host.View("order-1");
        host.Faults.MendAll();
        await host.RewindAsync("order-1");

        Assert.Equal(SagaStatus.Stuck, stuck.Status);
        Assert.Equal((StepStatus.Succeeded, StepStatus.Stuck), (stuck.Steps[2].Status, stuck.Steps[3].Status));
        Assert.Contains("reservation expired", stuck.Steps[3].Error, StringComparison.Ordinal);
        Assert.Equal(SagaStatus.Completed, host.View("order-1").Status);
        Assert.DoesNotContain("UndoA", _participant.Done);
    }

    [Fact]
    public async Task Tcc_CancelledWhileTryingWithinItsDeadline_NamesTheCallerAndCancels()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromMinutes(4)));
        await host.StartAsync(Shapes.BranchesInAHurry, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync("order-1", CancelRequest.Event, new CancelRequest("changed my mind"));
        var outcome = await host.OutcomeOfAsync("order-1");

        Assert.Equal((SagaStatus.Compensated, "Cancelled by the caller: changed my mind."), (outcome.Status, outcome.Reason));
        Assert.Equal(["A", "UndoA", "UndoB"], _participant.Done.Order());
    }

    [Fact]
    public async Task Tcc_CancelledWhileConfirming_ConfirmsAll()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Faults.On<C>(Fault.Pends(TimeSpan.FromMinutes(10)).Once()).On<D>(Fault.Pends(TimeSpan.FromMinutes(10)).Once());
        await host.StartAsync(Shapes.Branches, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync("order-1", CancelRequest.Event, new CancelRequest("too late"));
        var outcome = await host.OutcomeOfAsync("order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["A", "B", "C", "D"], _participant.Done.Order());
    }

    [Fact]
    public async Task Tcc_DeadlinePassesWhileTrying_Cancels()
    {
        await using var host = await Hosts.StartAsync(_participant);
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromMinutes(4)));

        var outcome = await host.RunAsync(Shapes.BranchesInAHurry, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "The deadline of 00:10:00 passed."), (outcome.Status, outcome.Reason));
        Assert.Contains("UndoA", _participant.Done);
    }
}
