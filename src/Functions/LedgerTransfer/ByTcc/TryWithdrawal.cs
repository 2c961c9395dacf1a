using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.ByTcc;

/// <summary>Holds the money in the account that it comes from: it is still there, but nobody else can have it.</summary>
public sealed class TryWithdrawal(StepRunner runner, Ledgers ledgers)
{
    [Function(nameof(TryWithdrawal))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => ledgers.BeginAsync(call.ToBarrier(), call.Request.From, account =>
        {
            account.RequireAvailable(call.Request.From, call.Request.Amount);
            account.Held += call.Request.Amount;
        }, token), cancellationToken);
}
