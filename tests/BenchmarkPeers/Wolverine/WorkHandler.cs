namespace DurableSagas.BenchmarkPeers.Wolverine;

/// <summary>The participants: what they do costs nothing itself.</summary>
public static class WorkHandler
{
    public static WorkDone Handle(DoWork work) => new(work.SequenceSagaId, work.Number);

    public static SeatTaken Handle(TakeSeat step) => new(step.TripSagaId);

    public static RoomTaken Handle(TakeRoom step) => new(step.TripSagaId);

    public static CarRefused Handle(TakeCar step) => new(step.TripSagaId);

    public static RoomGivenBack Handle(GiveRoomBack step) => new(step.TripSagaId);

    public static SeatGivenBack Handle(GiveSeatBack step) => new(step.TripSagaId);
}
