using DurableSagas.BenchmarkPeers.Driving;
using DurableSagas.Benchmarks.Hosts;
using DurableSagas.Benchmarks.Measuring;

namespace DurableSagas.Benchmarks.Peers;

/// <summary>A peer as it is measured: some alone, many at once, and how many of those that were begun end though its process is killed.</summary>
/// <param name="Storage">A connection string, where it keeps its state in Azure Storage; such a one does few.</param>
internal sealed record Peer(string Name, string? Storage = null)
{
    // On Azure Storage the leases of a process that was killed run out first.
    private TimeSpan Quiet => TimeSpan.FromSeconds(Storage is null ? 15 : 90);

    public async Task RunAsync(Scale scale, IReadOnlyDictionary<PeerWorkload, Rounds> rounds, int round, CancellationToken cancellationToken)
    {
        using var folder = new HubFolder();
        await using var process = await PeerProcess.StartAsync(Name, folder.FullName, Storage, cancellationToken);
        foreach (var (workload, figures) in rounds)
        {
            for (var warmUp = 0; warmUp < scale.PeerWarmUps && Storage is null; warmUp++)
            {
                await process.RunAsync(workload, scale.PeerInstances, scale.PeerInstances, cancellationToken);
            }

            var alone = await process.RunAsync(workload, Storage is null ? scale.PeerSamples : scale.AzuriteSamples, 1, cancellationToken);
            figures.Add(Name, "latency_p50", alone.P50, "ms");
            figures.Add(Name, "latency_p99", alone.P99, "ms");
            var count = Storage is null ? scale.PeerInstances : scale.AzuriteInstances;
            var many = await process.RunAsync(workload, count, count, cancellationToken);
            figures.Add(Name, "throughput", count / many.Elapsed * 1000, "instances/s");
            figures.Add(Name, "cpu", many.Cpu * 1000 / count, "s/1000 instances");
        }

        if (round == 1)
        {
            var begun = Storage is null ? scale.PeerInstances : scale.AzuriteInstances;
            rounds[PeerWorkload.Trip].Add(Name, "survive_kill", 100.0 * await SurvivorsAsync(process, folder, begun, cancellationToken) / begun, "%");
        }
    }

    // All are promised when it is killed, and few have ended.
    private async Task<int> SurvivorsAsync(PeerProcess process, HubFolder folder, int count, CancellationToken cancellationToken)
    {
        await process.BeginAsync(PeerWorkload.Trip, count, cancellationToken);
        await process.KillAsync();
        HashSet<string> ended = [.. await process.EndsAsync(Quiet, cancellationToken)];
        await using var again = await PeerProcess.StartAsync(Name, folder.FullName, Storage, cancellationToken);
        ended.UnionWith(await again.EndsAsync(Quiet, cancellationToken));
        return ended.Count;
    }
}
