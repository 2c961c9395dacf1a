using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.ByTwoPhaseCommit;

/// <summary>Does what <see cref="PrepareDeposit"/> promised, and unlocks the account.</summary>
public sealed class CommitDeposit(StepRunner runner, LedgerVotes votes)
{
    [Function(nameof(CommitDeposit))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => votes.CommitAsync(call.ToBarrier(), call.Request.To, token), cancellationToken);
}
