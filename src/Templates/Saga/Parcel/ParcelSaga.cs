using DurableSagas.Sagas.Definitions;

namespace AppNamespace.Parcel;

public static class ParcelSaga
{
    public static SagaDefinition<AskFor> Definition { get; } =
        Saga.For<AskFor>("saga-name")
            .Step<DoThis>().CompensateWith<UndoThat>()
            .Build();
}
