using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.ByTwoPhaseCommit;

/// <summary>Locks the account that the money comes from, and promises that it can be taken.</summary>
public sealed class PrepareWithdrawal(StepRunner runner, LedgerVotes votes)
{
    [Function(nameof(PrepareWithdrawal))]
    public Task<StepResult<Ballot>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.PrepareAsync(call, token => votes.PrepareAsync(call.ToBarrier(), call.Request.From, -call.Request.Amount, token), cancellationToken);
}
