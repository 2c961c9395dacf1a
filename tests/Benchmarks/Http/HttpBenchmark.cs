using DurableSagas.Benchmarks.Measuring;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.Benchmarks.Http;

/// <summary>Starts and point reads through HTTP on Azurite, and in turn with them the same storage requests without the app: what of the time is the emulator's own.</summary>
/// <remarks>
/// Nothing stands between the app and its storage while rates are measured; requests are counted before, in an app of their own.
/// Each round has an emulator and an app of its own: Azurite looks through a whole table for a partition, and slows down as it fills.
/// </remarks>
internal static class HttpBenchmark
{
    public const string Name = "http";

    public static async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        report.Begin(Name);
        var recorded = await CountAsync(scale, report, cancellationToken);
        var rounds = new Rounds(Name);
        for (var round = 1; round <= scale.HttpRounds; round++)
        {
            report.Say($"   round {round} of {scale.HttpRounds}");
            await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), cancellationToken);
            await HttpRound.RunAsync(azurite.ConnectionString, recorded, scale, rounds, cancellationToken);
        }

        rounds.Report(report);
    }

    private static async Task<IReadOnlyList<RecordedOrder>> CountAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), cancellationToken);
        return await StorageCount.MeasureAsync(azurite.ConnectionString, scale, report, cancellationToken);
    }
}
