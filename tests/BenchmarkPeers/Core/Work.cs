using DurableTask.Core;

namespace DurableSagas.BenchmarkPeers.Core;

/// <summary>The activity that costs nothing itself.</summary>
internal sealed class Work : TaskActivity<string, string>
{
    protected override string Execute(TaskContext context, string input) =>
        input == nameof(TripOrchestration.TakeCar) ? throw new InvalidOperationException("no car is left") : input;
}
