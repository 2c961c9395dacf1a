using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.OrderFulfilment.Warehouse;

/// <summary>Calls back a shipment of which nobody knows whether it left.</summary>
public sealed class CancelShipment(StepRunner runner, TableWarehouse warehouse)
{
    [Function(nameof(CancelShipment))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<PlaceOrder> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => warehouse.CancelShipmentAsync(call.ToBarrier(), call.Request, token), cancellationToken);
}
