using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Shop.Buying.Wallets;

/// <summary>Takes the price from the customer's wallet; undone by <see cref="RefundWallet"/>.</summary>
public sealed class ChargeWallet(StepRunner runner, IWallets wallets)
{
    [Function(nameof(ChargeWallet))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<BuyItem> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => wallets.ChargeAsync(call.ToBarrier(), call.Request.Customer, call.Request.Price, token), cancellationToken);
}
