using DurableSagas.Sagas.Definitions;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.SubSagas;

/// <summary>A saga with an orchestrator function of its own, as an app has it.</summary>
public static class NestedSaga
{
    public static SagaDefinition<Order> Definition { get; } = Saga.For<Order>("nested")
        .Step<B>().CompensateWith<UndoB>()
        .Step<C>().CompensateWith<UndoC>()
        .Build();
}
