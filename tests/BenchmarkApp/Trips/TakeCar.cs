using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.BenchmarkApp.Trips;

/// <summary>Finds no car, always.</summary>
public sealed class TakeCar(StepRunner runner)
{
    [Function(nameof(TakeCar))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Trip> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, _ => Task.FromException(new StepRefusedException("no car is left")), cancellationToken);
}
