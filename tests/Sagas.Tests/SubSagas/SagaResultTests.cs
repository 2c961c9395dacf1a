using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.SubSagas;

public sealed class SagaResultTests
{
    private static readonly SagaDefinition<Order, Sum> _below = Saga.For<Order>("below")
        .Step<B>().CompensateWith<UndoB>()
        .Step<C>().CompensateWith<UndoC>()
        .Returns((_, results) => new Sum(results.Of<B, Mark>()!.Text, 1.10m))
        .Build();

    private static readonly SagaDefinition<Order, Sum> _above = Saga.For<Order>("above")
        .SubSaga(_below, (order, _) => order, "first")
        .SubSaga(_below, (order, _) => order, "second")
        .Step<D>()
        .Returns((_, results) => new Sum(
            $"{results.Of(_below, "first")!.Text} {results.In(_below, "second").Of<C, Mark>()!.Text} {results.Of(_below)?.Text}",
            results.Of(_below, "second")!.Amount * 2))
        .Build();

    [Fact]
    public async Task Saga_ThatReturns_HasItsResultInOutcomeAndViewWithEveryDigit()
    {
        await using var host = await Hosts.StartAsync();

        var outcome = await host.RunAsync(_below, new Order(), "order-1");

        Assert.Equal(new Sum("order-1/B()", 1.10m), outcome.ResultAs<Sum>());
        Assert.Equal("""{"text":"order-1/B()","amount":1.10}""", host.View("order-1").Outcome!.Result!.Text);
    }

    [Fact]
    public async Task SubSaga_UsedTwice_IsReadByNameAndUndoneStepByStep()
    {
        await using var host = await StartAsync();

        var completed = await host.RunAsync(_above, new Order(), "order-1");
        host.Faults.On<D>(Fault.Refuses("no"));
        var undone = await host.RunAsync(_above, new Order(), "order-2");

        Assert.Equal(new Sum("order-1:first/B() order-1:second/C(B) ", 2.20m), completed.ResultAs<Sum>());
        Assert.Equal(["second/C", "second/B", "first/C", "first/B"], undone.Undone);
        Assert.Null(undone.Result);
    }

    [Fact]
    public async Task SubSaga_ThatTurnedBackItself_ToldWhatItUndid()
    {
        await using var host = await StartAsync();
        host.Faults.On<C>(Fault.Refuses("no"));

        var outcome = await host.RunAsync(_above, new Order(), "order-1");

        Assert.Equal(("first", "C: no"), (outcome.Step, outcome.Reason));
        Assert.Equal(["first/B"], outcome.Undone);
    }

    [Fact]
    public async Task Result_ThatCannotBeMade_TurnsTheSagaBackBeforeItsPivotAndFailsAfterIt()
    {
        await using var host = await Hosts.StartAsync();
        static Sum None(Order order, StepResults results) => throw new InvalidOperationException("no such sum");

        var before = await host.RunAsync(Saga.For<Order>("before").Step<A>().CompensateWith<UndoA>().Returns(None).Build(), new Order(), "order-1");
        var after = await Assert.ThrowsAsync<SagaStuckException>(() => host.RunAsync(Saga.For<Order>("after").Pivot<A>().Returns(None).Build(), new Order(), "order-2"));

        Assert.Equal((SagaStatus.Compensated, null, "Its result cannot be told: no such sum"), (before.Status, before.Step, before.Reason));
        Assert.Equal(["A"], before.Undone);
        Assert.Contains("no such sum", after.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResultOf_AskedForAsAnotherType_NamesBothTypes()
    {
        await using var host = await Hosts.StartAsync();
        var saga = Saga.For<Order>("mistaken").Step<A>().CompensateWith<UndoA>().Step<B>().When((_, results) => results.Of<A, Sum>() is null).Build();

        var outcome = await host.RunAsync(saga, new Order(), "order-1");

        Assert.Equal("Its condition cannot be told: 'A' gives Mark, which was asked for as Sum.", outcome.Reason);
    }

    [Fact]
    public void Definition_ThatReturns_SaysWhat() =>
        Assert.Equal((typeof(Sum), null), (_below.ResultType, Shapes.Line.ResultType));

    private static async Task<SagaTestHost> StartAsync()
    {
        var host = await Hosts.StartAsync();
        host.Register(_below);
        return host;
    }

    public sealed record Sum(string Text, decimal Amount);
}
