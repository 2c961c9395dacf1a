using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Tests.SubSagas;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Running;

/// <summary>Code of a definition that throws in mid-saga.</summary>
public sealed class AuthorFaultTests
{
    [Fact]
    public async Task Condition_Throws_TurnsTheSagaBack()
    {
        var saga = Saga.For<Order>("line")
            .Step<A>().CompensateWith<UndoA>()
            .Step<B>().When((_, _) => throw new InvalidOperationException("no such price")).CompensateWith<UndoB>()
            .Pivot<C>()
            .Build();
        await using var host = await Hosts.StartAsync();

        var outcome = await host.RunAsync(saga, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "B", "Its condition cannot be told: no such price"), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.Equal(["A", "UndoA"], host.ActivityCalls);
    }

    [Fact]
    public async Task Condition_ThrowsAfterThePivot_EndsTheRunAndUndoesNothing()
    {
        var saga = Saga.For<Order>("line")
            .Step<A>().CompensateWith<UndoA>()
            .Pivot<C>()
            .Retriable<D>().When((_, _) => throw new InvalidOperationException("no such price"))
            .Build();
        await using var host = await Hosts.StartAsync();

        var failed = await Assert.ThrowsAsync<SagaStuckException>(() => host.RunAsync(saga, new Order(), "order-1"));

        Assert.Contains("no such price", failed.Message, StringComparison.Ordinal);
        Assert.Equal(["A", "C"], host.ActivityCalls);
    }

    [Fact]
    public async Task RequestOfASubSaga_Throws_TurnsTheSagaBack()
    {
        var saga = Saga.For<Order>("line")
            .Step<A>().CompensateWith<UndoA>()
            .SubSaga<Order>(NestedSaga.Definition, (_, _) => throw new InvalidOperationException("no such trip"))
            .Build();
        await using var host = await Hosts.StartAsync();

        var outcome = await host.RunAsync(saga, new Order(), "order-1");

        Assert.Equal((SagaStatus.Compensated, "nested", "The request of its saga could not be made: no such trip"), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.Equal(["A", "UndoA"], host.ActivityCalls);
    }
}
