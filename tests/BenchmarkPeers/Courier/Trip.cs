namespace DurableSagas.BenchmarkPeers.Courier;

/// <summary>What activities of a routing slip are given, and keep for their compensation.</summary>
public sealed record Trip(string Id);
