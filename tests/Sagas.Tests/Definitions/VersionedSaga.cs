using DurableSagas.Sagas.Definitions;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Definitions;

/// <summary>Two versions, the newer one first.</summary>
public static class VersionedSaga
{
    public static SagaDefinition<Order> Newer { get; } = Saga.For<Order>("versioned", version: 2).Step<A>().Step<B>().Build();

    public static SagaDefinition<Order> Older { get; } = Saga.For<Order>("versioned").Step<A>().Build();
}
