using DurableSagas.Benchmarks.Hosts;
using DurableSagas.Benchmarks.Measuring;

namespace DurableSagas.Benchmarks.Workloads;

/// <summary>One instance with a long history: how fast it grows, and how long its end takes when the host has to read all of it again.</summary>
internal static class LongHistoryWorkload
{
    public const string Name = "long-history";

    public static async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        await using var hosts = await BenchmarkHosts.StartAsync(scale.Stores.Where(kind => kind != StoreKind.AzureStorage), cancellationToken);
        foreach (var host in hosts.Hosts)
        {
            var before = host.Usage;
            var grown = await host.WaitAsync(1, scale.HistoryActivities, cancellationToken);
            report.Add(Name, host.Store, "growth", scale.HistoryActivities / grown.Elapsed * 1000, "activities/s");
            report.Add(Name, host.Store, "cpu", (host.Usage.Cpu - before.Cpu).TotalSeconds * 1000 / scale.HistoryActivities, "s/1000 activities");
        }

        if (hosts.Hosts.SingleOrDefault(host => host.Kind == StoreKind.Sqlite) is not { } durable)
        {
            return;
        }

        var restarted = await hosts.RestartAsync(durable, cancellationToken);
        await restarted.SettleAsync(cancellationToken);
        var released = await restarted.ReleaseAsync(1, cancellationToken);
        report.Add(Name, restarted.Store, "load_and_replay", released.Elapsed, "ms");
    }
}
