using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.SubSagas;

/// <summary>A saga two below is stuck: every saga above it that has a view shows so, and at what.</summary>
public sealed class StuckBelowTests
{
    private static readonly SagaDefinition<Order> _above = Saga.For<Order>("above")
        .Step<A>().CompensateWith<UndoA>()
        .SubSaga(MiddleSaga.Definition, (order, _) => order)
        .Step<D>()
        .Build();

    [Fact]
    public async Task Stuck_TwoBelowOnTheWayForward_IsShownByTheSagaOnTopUntilItIsMended()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<C>(Fault.Refuses("no")).On<UndoB>(Fault.Fails("broken"));

        await host.EndOfAsync(await host.StartAsync(_above, new Order(), "order-1"));
        var (top, bottom) = (host.View("order-1"), host.View("order-1:middle:nested"));
        host.Faults.MendAll();
        await host.RewindAsync("order-1");

        Assert.Equal((SagaStatus.Stuck, "B: broken"), (bottom.Status, bottom.Error));
        Assert.Equal((SagaStatus.Stuck, "middle: nested: B: broken"), (top.Status, top.Error));
        Assert.Equal((SagaStatus.Compensated, null), (host.View("order-1").Status, host.View("order-1").Error));
    }

    [Fact]
    public async Task Stuck_TwoBelowWhileBeingUndone_IsShownByEverySagaAbove()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<D>(Fault.Refuses("no")).On<UndoC>(Fault.Fails("broken"));

        await host.EndOfAsync(await host.StartAsync(_above, new Order(), "order-1"));
        var (top, middle, bottom) = (host.View("order-1"), host.View("order-1:middle"), host.View("order-1:middle:nested"));
        host.Faults.MendAll();
        await host.RewindAsync("order-1");

        Assert.Equal((SagaStatus.Stuck, "C: broken"), (bottom.Status, bottom.Error));
        Assert.Equal((SagaStatus.Stuck, "nested: C: broken"), (middle.Status, middle.Error));
        Assert.Equal((SagaStatus.Stuck, "middle: nested: C: broken"), (top.Status, top.Error));
        Assert.All(["order-1", "order-1:middle", "order-1:middle:nested"], saga => Assert.Equal((SagaStatus.Compensated, null), (host.View(saga).Status, host.View(saga).Error)));
    }
}
