using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.BenchmarkApp.Trips;

/// <summary>Undoes <see cref="TakeRoom"/>.</summary>
public sealed class GiveRoomBack(StepRunner runner)
{
    [Function(nameof(GiveRoomBack))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Trip> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, _ => Task.CompletedTask, cancellationToken);
}
