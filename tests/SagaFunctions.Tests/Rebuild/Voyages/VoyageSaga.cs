using DurableSagas.Sagas.Definitions;

namespace DurableSagas.SagaFunctions.Tests.Rebuild.Voyages;

/// <summary>One of everything that the app's own sagas lack: a step that may be skipped, an approval, a sub-saga undone by event.</summary>
public static class VoyageSaga
{
    public const string Captain = nameof(Captain);

    public static SagaDefinition<Voyage> Definition { get; } = Saga.For<Voyage>("voyage")
        .Step<VoyageSteps.Pack>().CompensateWith<VoyageSteps.Unpack>()
        .Step<VoyageSteps.BoardDog>().When((voyage, _) => voyage.WithDog).CompensateWith<VoyageSteps.FetchDog>()
        .Approval(Captain, TimeSpan.FromDays(20))
        .SubSaga(CruiseSaga.Definition, (voyage, _) => voyage)
        .Step<VoyageSteps.Pay>().CompensateWith<VoyageSteps.Refund>()
        .Build();
}
