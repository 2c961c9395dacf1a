using DurableSagas.Sagas.Definitions;

namespace DurableSagas.SagaFunctions.Tests.Rebuild.Voyages;

public static class CruiseSaga
{
    public static SagaDefinition<Voyage> Definition { get; } = Saga.For<Voyage>("cruise")
        .Step<VoyageSteps.BookCabin>().CompensateByEvent("cabins")
        .Build();
}
