using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.OrderFulfilment.Receipts;

/// <summary>Sends the customer a receipt; after the shipment it is tried until it works.</summary>
public sealed class SendReceipt(StepRunner runner, TableReceipts receipts)
{
    [Function(nameof(SendReceipt))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<PlaceOrder> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => receipts.SendAsync(call.ToBarrier(), call.Request, token), cancellationToken);
}
