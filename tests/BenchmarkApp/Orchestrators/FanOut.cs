using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.BenchmarkApp.Orchestrators;

/// <summary>A hundred activities side by side.</summary>
public static class FanOut
{
    private const int Width = 100;

    public const int Result = Width * (Width - 1) / 2;

    [Function(nameof(FanOut))]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, Width).Select(number => context.CallActivityAsync<int>(nameof(Echo), number)));
        return results.Sum();
    }
}
