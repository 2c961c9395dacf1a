namespace DurableSagas.BenchmarkApp.Driving;

/// <summary>How many instances of which orchestrator, by how many callers; each begins its next when its last has ended.</summary>
public sealed record RunRequest(string Orchestrator, int Count, int Callers);
