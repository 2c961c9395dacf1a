using DurableSagas.Benchmarks.Engine;
using DurableSagas.Benchmarks.Floor;
using DurableSagas.Benchmarks.Measuring;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Benchmarks.Workloads;

/// <summary>(b) Five activities, one after another; and what SQLite alone takes for the same commits.</summary>
public static class SequenceWorkload
{
    internal const string Name = "b-sequence";

    private const int Activities = 5;

    [Function("Sequence")]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var sum = 0;
        for (var number = 0; number < Activities; number++)
        {
            sum += await context.CallActivityAsync<int>(nameof(Echo), number);
        }

        return sum;
    }

    internal static async Task RunAsync(HubKind kind, Scale scale, Report report, CancellationToken cancellationToken)
    {
        using var folder = new HubFolder();
        HubRecording recording;
        Usage usage;
        await using (var engine = await BenchmarkEngine.StartAsync(kind, folder))
        {
            usage = await new Throughput(Name, $"{kind}", scale.Instances, scale.LatencySamples, () => engine.Commits)
                .MeasureAsync(_ => engine.RunAsync("Sequence", null, cancellationToken), report, cancellationToken);
            recording = HubRecording.Of(engine.Hub);
        }

        var commits = report.Find(Name, $"{kind}", "commits")!.Value * scale.Instances;
        SqliteFloor.Measure(new FloorRun(Name, kind, recording, scale.Instances, (int)commits, usage), report);
    }
}
