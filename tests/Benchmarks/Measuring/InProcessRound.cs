namespace DurableSagas.Benchmarks.Measuring;

/// <summary>One round of what runs in this process: a few alone, then many at once.</summary>
internal sealed record InProcessRound(Rounds Rounds, string Store, int Instances, int LatencySamples)
{
    public async Task MeasureAsync(Func<int, Task> one, CancellationToken cancellationToken)
    {
        var latencies = await Load.SampleAsync(one, LatencySamples, cancellationToken);
        Rounds.Add(Store, "latency_p50", latencies[latencies.Length / 2], "ms");
        Rounds.Add(Store, "latency_p99", latencies[latencies.Length * 99 / 100], "ms");

        var usage = await Load.SaturateAsync(one, Instances, cancellationToken);
        Rounds.Add(Store, "throughput", Instances / usage.Elapsed.TotalSeconds, "instances/s");
        Rounds.Add(Store, "cpu", usage.Cpu.TotalSeconds * 1000 / Instances, "s/1000 instances");
        Rounds.Add(Store, "allocated", (double)usage.Allocated / Instances, "bytes/instance");
    }
}
