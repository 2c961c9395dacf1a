using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.BenchmarkApp.Trips;

/// <summary>Never called: no car was taken.</summary>
public sealed class GiveCarBack(StepRunner runner)
{
    [Function(nameof(GiveCarBack))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Trip> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, _ => Task.CompletedTask, cancellationToken);
}
