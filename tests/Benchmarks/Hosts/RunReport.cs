namespace DurableSagas.Benchmarks.Hosts;

/// <summary>What the benchmark's app says of a run, in milliseconds.</summary>
internal sealed record RunReport(double Elapsed, double P50, double P99, int Failed, string? FirstFailure);
