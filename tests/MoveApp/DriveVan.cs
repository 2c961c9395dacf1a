using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.MoveApp;

public sealed class DriveVan(Movers movers)
{
    [Function(nameof(DriveVan))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<MoveHouse> call, CancellationToken cancellationToken) => movers.RunAsync(call, cancellationToken);
}
