using DurableSagas.BenchmarkPeers.Driving;
using Wolverine;

namespace DurableSagas.BenchmarkPeers.Wolverine;

/// <summary>A saga as a state machine: each answer says what is asked next, and a refusal what is undone.</summary>
public sealed class TripSaga : Saga
{
    public string? Id { get; set; }

    public static (TripSaga Saga, TakeSeat First) Start(StartTrip start) => (new TripSaga { Id = start.TripSagaId }, new TakeSeat(start.TripSagaId));

    public TakeRoom Handle(SeatTaken done) => new(done.TripSagaId);

    public TakeCar Handle(RoomTaken done) => new(done.TripSagaId);

    public GiveRoomBack Handle(CarRefused refused) => new(refused.TripSagaId);

    public GiveSeatBack Handle(RoomGivenBack done) => new(done.TripSagaId);

    public void Handle(SeatGivenBack done, Ends ends)
    {
        MarkCompleted();
        ends.Ended(done.TripSagaId, PeerWorkload.Trip);
    }
}
