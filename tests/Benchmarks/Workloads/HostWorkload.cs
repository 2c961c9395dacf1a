using DurableSagas.Benchmarks.Hosts;
using DurableSagas.Benchmarks.Measuring;

namespace DurableSagas.Benchmarks.Workloads;

/// <summary>One orchestrator of the benchmark's app through LocalHost and a real worker, on each store in turn.</summary>
/// <param name="InstancesOf">How many a round takes on the fast stores.</param>
internal sealed record HostWorkload(string Name, string Orchestrator, Func<Scale, int> InstancesOf)
{
    public async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        await using var hosts = await BenchmarkHosts.StartAsync(scale.Stores, cancellationToken);
        var rounds = new Rounds(Name);
        foreach (var host in hosts.Hosts)
        {
            report.Say($"   warming up {host.Store}");
            await host.RunAsync(Orchestrator, WarmUpsOf(host.Kind, scale), Load.Callers, cancellationToken);
        }

        for (var round = 1; round <= scale.Rounds; round++)
        {
            report.Say($"   round {round} of {scale.Rounds}");
            foreach (var host in hosts.Hosts)
            {
                await MeasureAsync(host, scale, rounds, cancellationToken);
            }
        }

        rounds.Report(report);
        report.Compare(Name, "throughput", StoreKind.Sqlite.Name(), StoreKind.Memory.Name());
        report.Compare(Name, "throughput", StoreKind.Sqlite.Name(), StoreKind.AzureStorage.Name());
        report.Compare(Name, "latency_p50", StoreKind.Sqlite.Name(), StoreKind.AzureStorage.Name());
    }

    private async Task MeasureAsync(BenchmarkHost host, Scale scale, Rounds rounds, CancellationToken cancellationToken)
    {
        var alone = await host.RunAsync(Orchestrator, host.Kind == StoreKind.AzureStorage ? scale.AzuriteSamples : scale.LatencySamples, 1, cancellationToken);
        rounds.Add(host.Store, "latency_p50", alone.P50, "ms");
        rounds.Add(host.Store, "latency_p99", alone.P99, "ms");

        var count = InstancesOn(host.Kind, scale);
        var before = host.Usage;
        var many = await host.RunAsync(Orchestrator, count, Load.Callers, cancellationToken);
        var after = host.Usage;
        rounds.Add(host.Store, "throughput", count / many.Elapsed * 1000, "instances/s");
        rounds.Add(host.Store, "cpu_host", (after.Root - before.Root).TotalSeconds * 1000 / count, "s/1000 instances");
        rounds.Add(host.Store, "cpu_worker", (after.Others - before.Others).TotalSeconds * 1000 / count, "s/1000 instances");
        rounds.Add(host.Store, "resident_host", after.Resident / 1e6, "MB");
        rounds.Add(host.Store, "resident_worker", after.OthersResident / 1e6, "MB");
    }

    private int WarmUpsOf(StoreKind kind, Scale scale) => kind == StoreKind.AzureStorage ? 1 : scale.WarmUps * InstancesOf(scale) / scale.Instances;

    private int InstancesOn(StoreKind kind, Scale scale) => kind == StoreKind.AzureStorage
        ? Math.Max(1, scale.AzuriteInstances * InstancesOf(scale) / scale.Instances)
        : InstancesOf(scale);
}
