using DurableSagas.Benchmarks.Engine;
using DurableSagas.Benchmarks.Measuring;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Benchmarks.Workloads;

/// <summary>(a) An orchestration that does nothing.</summary>
public static class EmptyWorkload
{
    internal const string Name = "a-empty";

    [Function("Empty")]
    public static Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult(context.InstanceId);

    internal static async Task RunAsync(HubKind kind, Scale scale, Report report, CancellationToken cancellationToken)
    {
        using var folder = new HubFolder();
        await using var engine = await BenchmarkEngine.StartAsync(kind, folder);
        await new Throughput(Name, $"{kind}", scale.Instances, scale.LatencySamples, () => engine.Commits)
            .MeasureAsync(_ => engine.RunAsync("Empty", null, cancellationToken), report, cancellationToken);
    }
}
