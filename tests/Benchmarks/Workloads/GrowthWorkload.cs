using DurableSagas.Benchmarks.Engine;
using DurableSagas.Benchmarks.Floor;
using DurableSagas.Benchmarks.Measuring;

namespace DurableSagas.Benchmarks.Workloads;

/// <summary>The sequence of (b) beside few finished instances and beside many: its cost must not grow with them.</summary>
internal static class GrowthWorkload
{
    public const string Name = "growth";

    private const int Rounds = 3;
    private const int FilledAtOnce = 500;

    public static async Task RunAsync(Scale scale, Report report, CancellationToken cancellationToken)
    {
        using var folder = new HubFolder();
        await using var engine = await BenchmarkEngine.StartAsync(HubKind.Durable, folder);
        await Load.ForEachAsync(_ => engine.RunAsync("Sequence", null, cancellationToken), scale.Instances, cancellationToken);
        var recording = HubRecording.Of(engine.Hub);

        List<Usage> costs = [];
        var filled = scale.Instances;
        foreach (var rows in scale.FinishedRows)
        {
            report.Say($"   filling the hub to {rows:N0} finished instances");
            await FillAsync(engine, recording, rows - filled, cancellationToken);
            filled = Math.Max(filled, rows);
            costs.Add(await CostAsync(engine, scale, cancellationToken));
            filled += Rounds * scale.Instances;
            report.Add(Name, $"{HubKind.Durable}", $"cpu_beside_{rows}", costs[^1].Cpu.TotalSeconds * 1000 / scale.Instances, "s/1000 instances");
            report.Add(Name, $"{HubKind.Durable}", $"throughput_beside_{rows}", scale.Instances / costs[^1].Elapsed.TotalSeconds, "instances/s");
            report.Add(Name, $"{HubKind.Durable}", $"written_beside_{rows}", (double)costs[^1].BytesWritten / scale.Instances, "bytes/instance");
        }

        report.Add(Name, $"{HubKind.Durable}", "file", folder.Bytes / 1e6, "MB");
        report.Add(Name, $"{HubKind.Durable}", "cpu_growth", costs[^1].Cpu / costs[0].Cpu, "times");
        report.Add(Name, $"{HubKind.Durable}", "elapsed_growth", costs[^1].Elapsed / costs[0].Elapsed, "times");
    }

    private static async Task FillAsync(BenchmarkEngine engine, HubRecording recording, int count, CancellationToken cancellationToken)
    {
        for (var done = 0; done < count; done += FilledAtOnce)
        {
            await engine.Hub.WriteAsync(
                rows =>
                {
                    recording.Copy(rows, Math.Min(FilledAtOnce, count - done));
                    return true;
                },
                _ => { },
                cancellationToken);
        }
    }

    // The middle one of three: the machine has other things to do.
    private static async Task<Usage> CostAsync(BenchmarkEngine engine, Scale scale, CancellationToken cancellationToken)
    {
        List<Usage> rounds = [];
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add(await Load.SaturateAsync(_ => engine.RunAsync("Sequence", null, cancellationToken), scale.Instances, cancellationToken));
        }

        return rounds.OrderBy(round => round.Cpu).ElementAt(Rounds / 2);
    }
}
