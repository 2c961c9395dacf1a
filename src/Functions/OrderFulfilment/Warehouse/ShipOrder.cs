using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.OrderFulfilment.Warehouse;

/// <summary>Sends the order off: the point of no return. <see cref="CancelShipment"/> serves an unknown result.</summary>
public sealed class ShipOrder(StepRunner runner, TableWarehouse warehouse)
{
    [Function(nameof(ShipOrder))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<PlaceOrder> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => warehouse.ShipAsync(call.ToBarrier(), call.Request, token), cancellationToken);
}
