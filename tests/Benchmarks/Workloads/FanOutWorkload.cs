using DurableSagas.Benchmarks.Engine;
using DurableSagas.Benchmarks.Measuring;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Benchmarks.Workloads;

/// <summary>(c) A hundred activities side by side.</summary>
public static class FanOutWorkload
{
    internal const string Name = "c-fan-out-100";

    private const int Width = 100;

    [Function("FanOut")]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, Width).Select(number => context.CallActivityAsync<int>(nameof(Echo), number)));
        return results.Sum();
    }

    internal static async Task RunAsync(HubKind kind, Scale scale, Report report, CancellationToken cancellationToken)
    {
        using var folder = new HubFolder();
        await using var engine = await BenchmarkEngine.StartAsync(kind, folder);
        await new Throughput(Name, $"{kind}", scale.FanOuts, scale.LatencySamples, () => engine.Commits)
            .MeasureAsync(_ => engine.RunAsync("FanOut", null, cancellationToken), report, cancellationToken);
    }
}
