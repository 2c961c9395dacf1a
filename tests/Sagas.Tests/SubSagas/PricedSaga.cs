using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Tests.SubSagas;

/// <summary>A saga of code whose request and result have money.</summary>
public static class PricedSaga
{
    public static SagaDefinition<PricedOrder, PricedOrder> Definition { get; } = Saga.For<PricedOrder>("priced")
        .SubSaga(NestedSaga.Definition, (order, _) => new Order(order.Number))
        .Returns((order, _) => order with { Price = order.Price * 2 })
        .Build();
}
