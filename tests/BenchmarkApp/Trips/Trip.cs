namespace DurableSagas.BenchmarkApp.Trips;

/// <summary>The request of the saga, and of the peer's routing slip.</summary>
public sealed record Trip(string Number);
