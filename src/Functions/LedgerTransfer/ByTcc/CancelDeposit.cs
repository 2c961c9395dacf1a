using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.ByTcc;

/// <summary>Takes back what <see cref="TryDeposit"/> announced.</summary>
public sealed class CancelDeposit(StepRunner runner, Ledgers ledgers)
{
    [Function(nameof(CancelDeposit))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.RunAsync(
            call,
            token => ledgers.EndAsync(call.ToBarrier(), call.Request.To, account => account.Incoming -= call.Request.Amount, token),
            cancellationToken);
}
