using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.ByTwoPhaseCommit;

/// <summary>Locks the account that the money goes to, and promises that it can be added.</summary>
public sealed class PrepareDeposit(StepRunner runner, LedgerVotes votes)
{
    [Function(nameof(PrepareDeposit))]
    public Task<StepResult<Ballot>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.PrepareAsync(call, token => votes.PrepareAsync(call.ToBarrier(), call.Request.To, call.Request.Amount, token), cancellationToken);
}
