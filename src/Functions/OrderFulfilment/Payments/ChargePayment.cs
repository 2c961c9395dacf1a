using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>Charges the order's total once; undone by <see cref="RefundPayment"/>.</summary>
public sealed class ChargePayment(StepRunner runner, IPayments payments)
{
    [Function(nameof(ChargePayment))]
    public Task<StepResult<Payment>> RunAsync([ActivityTrigger] StepCall<PlaceOrder> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => payments.ChargeAsync(call.ToBarrier(), call.Request, token), cancellationToken);
}
