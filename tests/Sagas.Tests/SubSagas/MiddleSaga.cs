using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Tests.SubSagas;

/// <summary>A saga whose only step is a saga: no activity of its own tells of it before its end.</summary>
public static class MiddleSaga
{
    public static SagaDefinition<Order> Definition { get; } = Saga.For<Order>("middle").SubSaga(NestedSaga.Definition, (order, _) => order).Build();
}
