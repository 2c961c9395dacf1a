using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Tests.Steps;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Choices;

/// <summary>Choices above and within sub-sagas.</summary>
public sealed class ChoiceSubSagaTests
{
    private static readonly SagaDefinition<Order> _above = Saga.For<Order>("above")
        .Step<A>().CompensateWith<UndoA>()
        .SavePoint()
        .SubSaga(Shapes.Child, (order, _) => order)
        .Step<E>()
        .Alternative(path => path.Step<D>().CompensateWith<UndoD>())
        .Step<F>()
        .Build();

    private static readonly SagaDefinition<Order> _within = Saga.For<Order>("within")
        .Step<B>().CompensateWith<UndoB>().OrElse<C>().CompensateWith<UndoC>()
        .Build();

    private static readonly SagaDefinition<Order> _parent = Saga.For<Order>("parent-of-within")
        .SubSaga(_within, (order, _) => order)
        .Step<E>()
        .Build();

    private static readonly SagaDefinition<Order> _beside = Saga.For<Order>("beside-on-a-path")
        .SavePoint()
        .SubSaga(Shapes.Child, (order, _) => order)
        .Step<A>().AtOnce()
        .Alternative(path => path.Step<D>())
        .Build();

    [Fact]
    public async Task SubSaga_OnAPath_ThatTurnsBack_LeavesThePath()
    {
        await using var host = await StartAsync();
        host.Faults.On<C>(Fault.Refuses("no"));

        var outcome = await host.RunAsync(_above, new Order(), "order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["child/B"], outcome.Undone);
        Assert.Equal(["A", "B", "C", "UndoB", "D", "F"], host.ActivityCalls);
    }

    [Fact]
    public async Task SubSaga_OnAPathThatIsLeft_IsUndoneBeforeTheNextBegins()
    {
        await using var host = await StartAsync();
        host.Faults.On<E>(Fault.Refuses("no"));

        var outcome = await host.RunAsync(_above, new Order(), "order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["child/C", "child/B"], outcome.Undone);
        Assert.Equal(["A", "B", "C", "E", "UndoC", "UndoB", "D", "F"], host.ActivityCalls);
        await Rebuilt.MustEqualLiveAsync(host, "order-1", "order-1:child");
    }

    [Fact]
    public async Task SubSaga_StuckWhileItsPathIsLeft_GoesOnToTheNextPathWhenRewound()
    {
        await using var host = await StartAsync();
        host.Faults.On<E>(Fault.Refuses("no"));
        host.Faults.On<UndoB>(Fault.Fails("broken"));
        await host.EndOfAsync(await host.StartAsync(_above, new Order(), "order-1"));
        host.Faults.MendAll();

        var outcome = await host.RewindAsync("order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["UndoB", "D", "F"], host.ActivityCalls.TakeLast(3));
    }

    [Fact]
    public async Task SubSaga_UnderWayOnAPathThatIsLeft_IsToldToTurnBack()
    {
        await using var host = await StartAsync();
        host.Faults.On<B>(Fault.Pends(TimeSpan.FromSeconds(40)).Once());
        host.Faults.On<A>(Fault.Refuses("no"));

        var outcome = await host.RunAsync(_beside, new Order(), "order-1");

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal("D", host.ActivityCalls[^1]);
        Assert.DoesNotContain("C", host.ActivityCalls);
    }

    [Fact]
    public async Task Choice_WithinASubSaga_IsUndoneByThePathThatWasTaken()
    {
        await using var host = await StartAsync();
        host.Register(_within);
        host.Faults.On<B>(Fault.Fails().AfterItsWork());
        host.Faults.On<E>(Fault.Refuses("no"));

        var outcome = await host.RunAsync(_parent, new Order(), "order-1");

        Assert.Equal(SagaStatus.Compensated, outcome.Status);
        Assert.Equal(["within/B", "within/C"], outcome.Undone);
        Assert.Equal(["B", "B", "B", "UndoB", "C", "E", "UndoC"], host.ActivityCalls);
    }

    private static async Task<SagaTestHost> StartAsync()
    {
        var host = await Hosts.StartAsync();
        host.Register(Shapes.Child);
        return host;
    }
}
