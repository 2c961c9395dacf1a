using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.BenchmarkApp.Orchestrators;

/// <summary>Does nothing.</summary>
public static class Empty
{
    [Function(nameof(Empty))]
    public static Task<string> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult(context.InstanceId);
}
