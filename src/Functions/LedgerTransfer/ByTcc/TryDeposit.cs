using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.ByTcc;

/// <summary>Announces the money to the account that it goes to: nobody can spend it yet.</summary>
public sealed class TryDeposit(StepRunner runner, Ledgers ledgers)
{
    [Function(nameof(TryDeposit))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.RunAsync(
            call,
            token => ledgers.BeginAsync(call.ToBarrier(), call.Request.To, account => account.Incoming += call.Request.Amount, token),
            cancellationToken);
}
