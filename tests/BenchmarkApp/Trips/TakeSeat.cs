using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.BenchmarkApp.Trips;

/// <summary>Takes a seat; undone by <see cref="GiveSeatBack"/>.</summary>
public sealed class TakeSeat(StepRunner runner)
{
    [Function(nameof(TakeSeat))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Trip> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, _ => Task.CompletedTask, cancellationToken);
}
