using System.Diagnostics;
using DurableSagas.Benchmarks.Hosts;
using DurableSagas.Benchmarks.Measuring;

namespace DurableSagas.Benchmarks.Workloads;

/// <summary>Many instances wait for an event; the host is killed and started again, and all are released.</summary>
internal static class WaitingWorkload
{
    public const string Name = "waiting";

    // A process with the same work takes some megabytes more or less each time.
    private const int Starts = 3;

    public static async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        await using var hosts = await BenchmarkHosts.StartAsync([StoreKind.Sqlite], cancellationToken);
        var store = hosts.Hosts[0].Store;
        var (start, empty) = await RestartAsync(hosts, cancellationToken);
        report.Add(Name, store, "restart_of_an_empty_hub", start, "ms");

        var began = await hosts.Hosts[0].WaitAsync(scale.Waiting, activities: null, cancellationToken);
        report.Add(Name, store, "start", scale.Waiting / began.Elapsed * 1000, "instances/s");
        var settled = await hosts.Hosts[0].SettleAsync(cancellationToken);
        var held = settled.Resident + settled.OthersResident - empty;
        report.Add(Name, store, "resident_before_restart", held / scale.Waiting, "bytes/waiting instance");

        var (restart, full) = await RestartAsync(hosts, cancellationToken);
        report.Add(Name, store, "restart", restart, "ms");
        report.Add(Name, store, "resident", (full - empty) / scale.Waiting, "bytes/waiting instance");

        var before = hosts.Hosts[0].Usage;
        var released = await hosts.Hosts[0].ReleaseAsync(scale.Waiting, cancellationToken);
        report.Add(Name, store, "release", scale.Waiting / released.Elapsed * 1000, "instances/s");
        var cpu = hosts.Hosts[0].Usage.Cpu - before.Cpu;
        report.Add(Name, store, "release_cpu", cpu.TotalSeconds * 1000 / scale.Waiting, "s/1000 instances");
    }

    /// <returns>The middle ones of several starts: milliseconds until it listens, and bytes that host and worker hold once settled.</returns>
    private static async Task<(double Milliseconds, double Resident)> RestartAsync(BenchmarkHosts hosts, CancellationToken cancellationToken)
    {
        List<double> times = [];
        List<double> memories = [];
        for (var start = 0; start < Starts; start++)
        {
            var began = Stopwatch.GetTimestamp();
            var host = await hosts.RestartAsync(hosts.Hosts[0], cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            var settled = await host.SettleAsync(cancellationToken);
            memories.Add(settled.Resident + settled.OthersResident);
        }

        return (times.Order().ElementAt(Starts / 2), memories.Order().ElementAt(Starts / 2));
    }
}
