using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.OrderFulfilment.Warehouse;

/// <summary>Sets the order's articles aside; undone by <see cref="ReleaseStock"/>.</summary>
public sealed class ReserveStock(StepRunner runner, TableWarehouse warehouse)
{
    [Function(nameof(ReserveStock))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<PlaceOrder> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => warehouse.ReserveAsync(call.ToBarrier(), call.Request, token), cancellationToken);
}
