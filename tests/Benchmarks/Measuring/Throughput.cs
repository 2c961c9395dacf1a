namespace DurableSagas.Benchmarks.Measuring;

/// <summary>Measures what every workload is measured by.</summary>
/// <param name="Commits">Null: the store has none.</param>
internal sealed record Throughput(string Workload, string Store, int Instances, int LatencySamples, Func<long>? Commits)
{
    /// <returns>What the instances used when many ran at once.</returns>
    public async Task<Usage> MeasureAsync(Func<int, Task> one, Report report, CancellationToken cancellationToken)
    {
        await Load.ForEachAsync(one, Math.Max(Instances / 4, 50), cancellationToken);
        var latencies = await Load.SampleAsync(one, LatencySamples, cancellationToken);
        report.Add(Workload, Store, "latency_p50", latencies[latencies.Length / 2], "ms");
        report.Add(Workload, Store, "latency_p99", latencies[latencies.Length * 99 / 100], "ms");

        var before = Commits?.Invoke();
        var usage = await Load.SaturateAsync(one, Instances, cancellationToken);
        Add(report, usage, Commits?.Invoke() - before);
        return usage;
    }

    private void Add(Report report, Usage usage, long? commits)
    {
        report.Add(Workload, Store, "throughput", Instances / usage.Elapsed.TotalSeconds, "instances/s");
        report.Add(Workload, Store, "cpu", usage.Cpu.TotalSeconds * 1000 / Instances, "s/1000 instances");
        report.Add(Workload, Store, "cpu_user", usage.UserCpu.TotalSeconds * 1000 / Instances, "s/1000 instances");
        report.Add(Workload, Store, "allocated", (double)usage.Allocated / Instances, "bytes/instance");
        if (commits is { } counted)
        {
            report.Add(Workload, Store, "commits", (double)counted / Instances, "commits/instance");
            report.Add(Workload, Store, "written", (double)usage.BytesWritten / Instances, "bytes/instance");
        }
    }
}
