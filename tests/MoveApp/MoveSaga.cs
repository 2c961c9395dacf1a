using DurableSagas.Sagas.Definitions;

namespace DurableSagas.MoveApp;

/// <summary>Moves a house, or leaves everything where it was; to pack is a saga of its own.</summary>
public static class MoveSaga
{
    private static readonly AttemptPolicy _quick = new() { FirstDelay = TimeSpan.FromMilliseconds(100), MaxAttempts = 2 };

    public static SagaDefinition<MoveHouse> Definition { get; } =
        Saga.For<MoveHouse>("move")
            .SubSaga(PackingSaga.Definition, (request, _) => request)
            .Step<BookVan>().Attempts(_quick).CompensateWith<CancelVan>(_quick)
            .Pivot<DriveVan>().Attempts(_quick)
            .Retriable<LeaveKeys>().When((request, _) => request.Confuses && FindsTheDoor(request.House))
            .Build();

    private static bool FindsTheDoor(string house) => Movers.AreMended(house) ? true : throw new InvalidOperationException("no such door");
}
