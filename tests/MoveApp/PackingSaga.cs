using DurableSagas.Sagas.Definitions;

namespace DurableSagas.MoveApp;

public static class PackingSaga
{
    private static readonly AttemptPolicy _quick = new() { FirstDelay = TimeSpan.FromMilliseconds(100), MaxAttempts = 2 };

    public static SagaDefinition<MoveHouse> Definition { get; } =
        Saga.For<MoveHouse>("packing")
            .Step<WrapGlass>().Attempts(_quick).CompensateWith<UnwrapGlass>(_quick)
            .Step<FillBoxes>().Attempts(_quick).CompensateWith<EmptyBoxes>(_quick)
            .Build();
}
