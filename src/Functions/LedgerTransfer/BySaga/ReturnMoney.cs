using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.BySaga;

/// <summary>Gives back what <see cref="WithdrawMoney"/> took.</summary>
public sealed class ReturnMoney(StepRunner runner, Ledgers ledgers)
{
    [Function(nameof(ReturnMoney))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.RunAsync(
            call,
            token => ledgers.EndAsync(call.ToBarrier(), call.Request.From, account => account.Balance += call.Request.Amount, token),
            cancellationToken);
}
