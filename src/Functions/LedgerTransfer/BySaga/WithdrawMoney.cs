using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.BySaga;

/// <summary>Takes the money from the account that it comes from; undone by <see cref="ReturnMoney"/>.</summary>
public sealed class WithdrawMoney(StepRunner runner, Ledgers ledgers)
{
    [Function(nameof(WithdrawMoney))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => ledgers.BeginAsync(call.ToBarrier(), call.Request.From, account =>
        {
            account.RequireAvailable(call.Request.From, call.Request.Amount);
            account.Balance -= call.Request.Amount;
        }, token), cancellationToken);
}
