using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.OrderFulfilment.Warehouse;

/// <summary>Gives back what <see cref="ReserveStock"/> set aside.</summary>
public sealed class ReleaseStock(StepRunner runner, TableWarehouse warehouse)
{
    [Function(nameof(ReleaseStock))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<PlaceOrder> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => warehouse.ReleaseAsync(call.ToBarrier(), call.Request, token), cancellationToken);
}
