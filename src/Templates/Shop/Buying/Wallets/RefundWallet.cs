using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Shop.Buying.Wallets;

/// <summary>Gives back what <see cref="ChargeWallet"/> took.</summary>
public sealed class RefundWallet(StepRunner runner, IWallets wallets)
{
    [Function(nameof(RefundWallet))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<BuyItem> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => wallets.RefundAsync(call.ToBarrier(), call.Request.Customer, call.Request.Price, token), cancellationToken);
}
