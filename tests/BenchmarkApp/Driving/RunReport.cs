namespace DurableSagas.BenchmarkApp.Driving;

/// <summary>What a run took, in milliseconds, and what did not end as it should.</summary>
public sealed record RunReport(double Elapsed, double P50, double P99, int Failed, string? FirstFailure);
