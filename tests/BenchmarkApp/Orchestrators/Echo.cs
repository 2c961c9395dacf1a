using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.BenchmarkApp.Orchestrators;

/// <summary>The activity that costs nothing itself.</summary>
public sealed class Echo
{
    [Function(nameof(Echo))]
    public Task<int> RunAsync([ActivityTrigger] int number) => Task.FromResult(number);
}
