using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.SubSagas;

public sealed class NestedSagaTests
{
    [Fact]
    public async Task SubSaga_WithAFunctionOfItsOwn_IsUndoneStepByStep()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<D>(Fault.Refuses("no"));

        var outcome = await host.RunAsync(Above(NestedSaga.Definition), new Order(), "order-1");

        Assert.Equal(["B", "C", "D", "UndoC", "UndoB"], host.ActivityCalls);
        Assert.Equal(["nested/C", "nested/B"], outcome.Undone);
    }

    [Fact]
    public async Task SubSaga_WhoseFunctionLosesWhatIsToBeUndone_FailsAndIsNotRunForwardAgain()
    {
        await using var host = await Hosts.StartAsync();
        host.Faults.On<D>(Fault.Refuses("no"));

        var failed = await Assert.ThrowsAsync<SagaStuckException>(() => host.RunAsync(Above(ForgetfulSaga.Definition), new Order(), "order-1"));

        Assert.Equal(["B", "C", "D"], host.ActivityCalls);
        Assert.Contains(
            "Instance 'order-1:forgetful:undo' is to undo a saga, but the input of orchestrator 'ForgetfulOrchestrator' does not say what.",
            failed.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubSaga_OfALaterVersion_IsRunAndUndoneAsThatVersion()
    {
        var old = Saga.For<Order>("inner").Step<A>().CompensateWith<UndoA>().Build();
        var inner = Saga.For<Order>("inner", version: 2).Step<B>().CompensateWith<UndoB>().Build();
        var outer = Saga.For<Order>("outer").SubSaga(inner, (order, _) => order).Step<D>().Build();
        await using var host = await Hosts.StartAsync();
        host.Register(old);
        host.Register(inner);
        host.Faults.On<D>(Fault.Refuses("no"));

        await host.RunAsync(outer, new Order(), "order-1");

        Assert.Equal(["B", "D", "UndoB"], host.ActivityCalls);
    }

    private static SagaDefinition<Order> Above(SagaDefinition<Order> below) =>
        Saga.For<Order>("above").SubSaga(below, (order, _) => order).Step<D>().Build();
}
