using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.BenchmarkApp.Trips;

/// <summary>Takes a room; undone by <see cref="GiveRoomBack"/>.</summary>
public sealed class TakeRoom(StepRunner runner)
{
    [Function(nameof(TakeRoom))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Trip> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, _ => Task.CompletedTask, cancellationToken);
}
