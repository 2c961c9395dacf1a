using DurableSagas.Sagas.Definitions;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Definitions;

public static class MuteSaga
{
    public static SagaDefinition<Order> Definition { get; } = Saga.For<Order>("mute").Step<A>().Build();
}
