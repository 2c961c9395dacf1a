using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.ByTcc;

/// <summary>Takes what <see cref="TryWithdrawal"/> held.</summary>
public sealed class ConfirmWithdrawal(StepRunner runner, Ledgers ledgers)
{
    [Function(nameof(ConfirmWithdrawal))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => ledgers.EndAsync(call.ToBarrier(), call.Request.From, account =>
        {
            account.Balance -= call.Request.Amount;
            account.Held -= call.Request.Amount;
        }, token), cancellationToken);
}
