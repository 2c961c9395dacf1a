namespace DurableSagas.BenchmarkPeers.Driving;

/// <summary>What a run took: milliseconds, and of the whole process the seconds of processor time.</summary>
internal sealed record PeerReport(double Elapsed, double P50, double P99, double Cpu);
