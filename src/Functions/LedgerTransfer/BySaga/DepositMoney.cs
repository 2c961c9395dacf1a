using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.BySaga;

/// <summary>Adds the money to the account that it goes to: from then on others may spend it, and nothing is undone.</summary>
public sealed class DepositMoney(StepRunner runner, Ledgers ledgers)
{
    [Function(nameof(DepositMoney))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.RunAsync(
            call,
            token => ledgers.BeginAsync(call.ToBarrier(), call.Request.To, account => account.Balance += call.Request.Amount, token),
            cancellationToken);
}
