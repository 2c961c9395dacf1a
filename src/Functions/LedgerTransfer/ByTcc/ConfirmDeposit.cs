using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.ByTcc;

/// <summary>Adds what <see cref="TryDeposit"/> announced to the balance.</summary>
public sealed class ConfirmDeposit(StepRunner runner, Ledgers ledgers)
{
    [Function(nameof(ConfirmDeposit))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => ledgers.EndAsync(call.ToBarrier(), call.Request.To, account =>
        {
            account.Incoming -= call.Request.Amount;
            account.Balance += call.Request.Amount;
        }, token), cancellationToken);
}
