namespace DurableSagas.Benchmarks.Peer;

/// <summary>The same request as the saga's in the benchmark's app.</summary>
public sealed record Trip(string Number);
