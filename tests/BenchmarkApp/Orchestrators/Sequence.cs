using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.BenchmarkApp.Orchestrators;

/// <summary>Five activities, one after another.</summary>
public static class Sequence
{
    private const int Activities = 5;

    public const int Result = Activities * (Activities - 1) / 2;

    [Function(nameof(Sequence))]
    public static async Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var sum = 0;
        for (var number = 0; number < Activities; number++)
        {
            sum += await context.CallActivityAsync<int>(nameof(Echo), number);
        }

        return sum;
    }
}
