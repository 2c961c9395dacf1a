using DurableSagas.Benchmarks.Hosts;
using DurableSagas.Benchmarks.Measuring;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.Benchmarks.Soak;

/// <summary>Mixed sagas with faults at a steady rate for a long time: what host and worker hold at the end, against after the first minutes.</summary>
/// <remarks>Both looks are taken at rest, when every saga has ended as it should: what is still held then is what grows.</remarks>
internal static class SoakBenchmark
{
    private const string Name = "soak";
    private const string Early = "early";
    private const string End = "end";

    private static readonly TimeSpan _rest = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        report.Begin(Name);
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), cancellationToken);
        var (app, http) = await AppProcess.StartAsync(azurite.ConnectionString, cancellationToken, StoreKind.Sqlite, ("AllowFaultInjection", "true"));
        await using var running = app;
        using var client = http;
        var sagas = new SteadySagas(http);
        var held = new HeldByApp(app, azurite.ConnectionString);

        await sagas.RunAsync(scale.SoakFirst, cancellationToken);
        await LookAsync(Early);
        await sagas.RunAsync(scale.SoakWhole - scale.SoakFirst, cancellationToken);
        await LookAsync(End);
        foreach (var metric in HeldByApp.Metrics)
        {
            report.Compare(Name, metric, End, Early);
        }

        async Task LookAsync(string moment)
        {
            await sagas.WhenEndedAsync(cancellationToken);
            await Task.Delay(_rest, cancellationToken);
            report.Add(Name, moment, "sagas", sagas.Ended, "ended as they should");
            await held.ReportAsync(report, Name, moment, sagas.Ended, cancellationToken);
        }
    }
}
