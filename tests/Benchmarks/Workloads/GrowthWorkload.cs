using DurableSagas.Benchmarks.Core;
using DurableSagas.Benchmarks.Hosts;
using DurableSagas.Benchmarks.Measuring;

namespace DurableSagas.Benchmarks.Workloads;

/// <summary>Five activities beside few ended instances and beside many: what an instance costs must not grow with them.</summary>
internal static class GrowthWorkload
{
    public const string Name = "growth";

    public static async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        using var folder = new HubFolder();
        await using var hub = await CoreHub.StartAsync(StoreKind.Sqlite, string.Empty, folder.File, cancellationToken);
        List<Usage> costs = [];
        var ended = 0;
        foreach (var goal in scale.EndedInstances)
        {
            report.Say($"   until {goal:N0} instances have ended");
            await Load.ForEachAsync(_ => hub.RunAsync(cancellationToken), goal - ended, cancellationToken);
            costs.Add(await CostAsync(hub, scale, cancellationToken));
            ended = goal + (scale.Rounds * scale.GrowthInstances);
            report.Add(Name, hub.Store, $"cpu_beside_{goal}", costs[^1].Cpu.TotalSeconds * 1000 / scale.GrowthInstances, "s/1000 instances");
            report.Add(Name, hub.Store, $"throughput_beside_{goal}", scale.GrowthInstances / costs[^1].Elapsed.TotalSeconds, "instances/s");
        }

        report.Add(Name, hub.Store, "file", (double)folder.Bytes / ended, "bytes/ended instance");
        report.Add(Name, hub.Store, "cpu_growth", costs[^1].Cpu / costs[0].Cpu, "times");
        report.Add(Name, hub.Store, "elapsed_growth", costs[^1].Elapsed / costs[0].Elapsed, "times");
    }

    // The middle one of several: the machine has other things to do.
    private static async Task<Usage> CostAsync(CoreHub hub, Scale scale, CancellationToken cancellationToken)
    {
        List<Usage> rounds = [];
        for (var round = 0; round < scale.Rounds; round++)
        {
            rounds.Add(await Load.SaturateAsync(_ => hub.RunAsync(cancellationToken), scale.GrowthInstances, cancellationToken));
        }

        return rounds.OrderBy(round => round.Cpu).ElementAt(rounds.Count / 2);
    }
}
