using DurableSagas.Benchmarks.Core;
using DurableSagas.Benchmarks.Hosts;
using DurableSagas.Benchmarks.Measuring;

namespace DurableSagas.Benchmarks.Workloads;

/// <summary>Five activities through DurableTask.Core alone, in this process: what the store costs without host, worker and functions.</summary>
internal static class CoreWorkload
{
    public const string Name = "core";

    public static async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        await using var hubs = await CoreHubs.StartAsync(scale.Stores, cancellationToken);
        var rounds = new Rounds(Name);
        foreach (var hub in hubs.Hubs.Where(hub => hub.Kind != StoreKind.AzureStorage))
        {
            await Load.ForEachAsync(_ => hub.RunAsync(cancellationToken), scale.WarmUps, cancellationToken);
        }

        for (var round = 1; round <= scale.Rounds; round++)
        {
            report.Say($"   round {round} of {scale.Rounds}");
            foreach (var hub in hubs.Hubs)
            {
                var (instances, samples) = hub.Kind == StoreKind.AzureStorage
                    ? (scale.AzuriteInstances, scale.AzuriteSamples)
                    : (scale.Instances, scale.LatencySamples);
                await new InProcessRound(rounds, hub.Store, instances, samples).MeasureAsync(_ => hub.RunAsync(cancellationToken), cancellationToken);
            }
        }

        rounds.Report(report);
        report.Compare(Name, "throughput", StoreKind.Sqlite.Name(), StoreKind.Memory.Name());
        report.Compare(Name, "throughput", StoreKind.Sqlite.Name(), StoreKind.AzureStorage.Name());
    }
}
