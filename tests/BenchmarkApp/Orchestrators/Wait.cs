using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.BenchmarkApp.Orchestrators;

/// <summary>Waits for an event, and returns what it brings.</summary>
public static class Wait
{
    public const string Event = "go";

    [Function(nameof(Wait))]
    public static Task<int> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.WaitForExternalEvent<int>(Event, CancellationToken.None);
}
