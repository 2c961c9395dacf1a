using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>Gives back what <see cref="ChargePayment"/> charged.</summary>
public sealed class RefundPayment(StepRunner runner, IPayments payments)
{
    [Function(nameof(RefundPayment))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<PlaceOrder> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => payments.RefundAsync(call.ToBarrier(), call.Request, token), cancellationToken);
}
