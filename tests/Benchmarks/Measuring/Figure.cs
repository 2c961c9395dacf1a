namespace DurableSagas.Benchmarks.Measuring;

/// <summary>One number that was measured.</summary>
internal sealed record Figure(string Workload, string Store, string Metric, double Value, string Unit);
