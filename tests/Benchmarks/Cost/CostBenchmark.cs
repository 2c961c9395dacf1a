using DurableSagas.Benchmarks.Hosts;
using DurableSagas.Benchmarks.Http;
using DurableSagas.Benchmarks.Measuring;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.Benchmarks.Cost;

/// <summary>What one saga of each pattern asks of storage on the engine that Azure runs, counted between the app and Azurite: by service, and by whose it is.</summary>
/// <remarks>Its timers are off; what queues are polled for is told apart by whether there was anything. Numbers, no times: a busy machine changes little but polls.</remarks>
internal static class CostBenchmark
{
    private const string Name = "cost";
    private const string Store = "azurestorage";

    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(30);
    private static readonly string[] _timers = ["SweepSagas", "MeasureBacklog", "PurgeExpiredSagas", "AskForDecisions"];

    public static async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        report.Begin(Name);
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), cancellationToken);
        await using var recorder = await StorageRecorder.StartAsync(azurite.ConnectionString, cancellationToken);
        var (app, http) = await AppProcess.StartAsync(
            recorder.ConnectionString,
            cancellationToken,
            StoreKind.AzureStorage,
            [("AllowFaultInjection", "true"), .. _timers.Select(timer => ($"AzureWebJobs.{timer}.Disabled", "true"))]);
        await using var running = app;
        using var client = http;
        var sagas = new CountedSagas(http, recorder, azurite.ConnectionString);
        foreach (var counted in CostCase.All)
        {
            // The first one creates what is created once.
            await sagas.RunAsync(counted, 0, cancellationToken);
            List<StorageUse> uses = [];
            for (var number = 1; number <= scale.CostRounds; number++)
            {
                uses.Add(await sagas.RunAsync(counted, number, cancellationToken));
            }

            Add(report, counted.Name, uses);
        }

        await IdleAsync(recorder, report, cancellationToken);
    }

    private static void Add(Report report, string name, List<StorageUse> uses)
    {
        foreach (var part in uses[0].Parts.Keys)
        {
            double[] counts = [.. uses.Select(use => (double)use.Parts[part]).Order()];
            report.Add(Name, Store, $"{name}.{part}", counts[counts.Length / 2], "requests");
        }

        foreach (var (kind, count) in uses[0].AppKinds)
        {
            report.Add(Name, Store, $"{name}.app.{kind}", count, "requests");
        }
    }

    private static async Task IdleAsync(StorageRecorder recorder, Report report, CancellationToken cancellationToken)
    {
        recorder.Take();
        recorder.TakeEmptyPolls();
        await Task.Delay(_idle, cancellationToken);
        var use = StorageUse.Of(recorder.Take(), recorder.TakeEmptyPolls());
        foreach (var (part, count) in use.Parts)
        {
            report.Add(Name, Store, $"idle.{part}", count * (60 / _idle.TotalSeconds), "requests/minute");
        }
    }
}
