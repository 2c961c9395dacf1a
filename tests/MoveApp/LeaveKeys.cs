using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.MoveApp;

public sealed class LeaveKeys(Movers movers)
{
    [Function(nameof(LeaveKeys))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<MoveHouse> call, CancellationToken cancellationToken) => movers.RunAsync(call, cancellationToken);
}
