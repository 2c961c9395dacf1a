using DurableSagas.Sagas.Definitions;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.SubSagas;

public static class ForgetfulSaga
{
    public static SagaDefinition<Order> Definition { get; } = Saga.For<Order>("forgetful")
        .Step<B>().CompensateWith<UndoB>()
        .Step<C>().CompensateWith<UndoC>()
        .Build();
}
