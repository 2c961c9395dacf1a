using DurableSagas.Sagas.Definitions;

namespace DurableSagas.SagaFunctions.Tests.Telemetry;

/// <summary>A saga that no other test starts: all sagas share one meter.</summary>
public static class CountedSaga
{
    public static SagaDefinition<CountUp> Definition { get; } = Saga.For<CountUp>("counted").Step<CountOne>().Build();
}
