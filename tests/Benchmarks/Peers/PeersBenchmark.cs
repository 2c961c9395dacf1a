using DurableSagas.BenchmarkApp.Orchestrators;
using DurableSagas.BenchmarkApp.Trips;
using DurableSagas.BenchmarkPeers.Driving;
using DurableSagas.Benchmarks.Hosts;
using DurableSagas.Benchmarks.Measuring;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.Benchmarks.Peers;

/// <summary>The same two workloads by this project and by what a user might pick instead, in turn on one machine.</summary>
internal static class PeersBenchmark
{
    private static readonly IReadOnlyDictionary<PeerWorkload, string> _orchestrators = new Dictionary<PeerWorkload, string>
    {
        [PeerWorkload.Sequence] = nameof(Sequence),
        [PeerWorkload.Trip] = nameof(TripOrchestrator),
    };

    public static async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), cancellationToken);
        Peer[] peers =
        [
            new("workflow-core"), new("courier"), new("wolverine"), new("core-sqlite"), new("core-azurestorage", azurite.ConnectionString),
        ];
        var rounds = _orchestrators.Keys.ToDictionary(workload => workload, workload => new Rounds($"{workload}".ToLowerInvariant()));
        await using var hosts = await BenchmarkHosts.StartAsync(scale.Stores, cancellationToken);
        foreach (var host in hosts.Hosts.Where(host => host.Kind != StoreKind.AzureStorage))
        {
            report.Say($"   warming up {host.Store}");
            foreach (var orchestrator in _orchestrators.Values)
            {
                await host.RunAsync(orchestrator, scale.PeerWarmUps * scale.PeerInstances, scale.PeerInstances, cancellationToken);
            }
        }

        for (var round = 1; round <= scale.Rounds; round++)
        {
            foreach (var peer in peers)
            {
                report.Say($"   round {round} of {scale.Rounds}: {peer.Name}");
                await peer.RunAsync(scale, rounds, round, cancellationToken);
            }

            foreach (var host in hosts.Hosts)
            {
                report.Say($"   round {round} of {scale.Rounds}: {host.Store}");
                await MeasureAsync(host, scale, rounds, cancellationToken);
            }
        }

        foreach (var figures in rounds.Values)
        {
            figures.Report(report);
        }

        foreach (var (workload, peer) in rounds.Keys.SelectMany(workload => peers.Select(peer => ($"{workload}".ToLowerInvariant(), peer.Name))))
        {
            report.Compare(workload, "throughput", StoreKind.Sqlite.Name(), peer);
            report.Compare(workload, "latency_p50", StoreKind.Sqlite.Name(), peer);
        }
    }

    private static async Task MeasureAsync(
        BenchmarkHost host, Scale scale, Dictionary<PeerWorkload, Rounds> rounds, CancellationToken cancellationToken)
    {
        var isAzurite = host.Kind == StoreKind.AzureStorage;
        foreach (var (workload, figures) in rounds)
        {
            var alone = await host.RunAsync(_orchestrators[workload], isAzurite ? scale.AzuriteSamples : scale.PeerSamples, 1, cancellationToken);
            figures.Add(host.Store, "latency_p50", alone.P50, "ms");
            figures.Add(host.Store, "latency_p99", alone.P99, "ms");
            var (count, before) = (isAzurite ? scale.AzuriteInstances : scale.PeerInstances, host.Usage);
            var many = await host.RunAsync(_orchestrators[workload], count, count, cancellationToken);
            figures.Add(host.Store, "throughput", count / many.Elapsed * 1000, "instances/s");
            figures.Add(host.Store, "cpu", (host.Usage.Cpu - before.Cpu).TotalSeconds * 1000 / count, "s/1000 instances");
        }
    }
}
