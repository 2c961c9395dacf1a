namespace DurableSagas.BenchmarkPeers.Wolverine;

public sealed record StartSequence(string SequenceSagaId);

public sealed record DoWork(string SequenceSagaId, int Number);

public sealed record WorkDone(string SequenceSagaId, int Number);

public sealed record StartTrip(string TripSagaId);

public sealed record TakeSeat(string TripSagaId);

public sealed record SeatTaken(string TripSagaId);

public sealed record TakeRoom(string TripSagaId);

public sealed record RoomTaken(string TripSagaId);

public sealed record TakeCar(string TripSagaId);

public sealed record CarRefused(string TripSagaId);

public sealed record GiveRoomBack(string TripSagaId);

public sealed record RoomGivenBack(string TripSagaId);

public sealed record GiveSeatBack(string TripSagaId);

public sealed record SeatGivenBack(string TripSagaId);
