using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.ByTcc;

/// <summary>Lets go of what <see cref="TryWithdrawal"/> held.</summary>
public sealed class CancelWithdrawal(StepRunner runner, Ledgers ledgers)
{
    [Function(nameof(CancelWithdrawal))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.RunAsync(
            call,
            token => ledgers.EndAsync(call.ToBarrier(), call.Request.From, account => account.Held -= call.Request.Amount, token),
            cancellationToken);
}
