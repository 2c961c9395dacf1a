using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.ByTwoPhaseCommit;

/// <summary>Does what <see cref="PrepareWithdrawal"/> promised, and unlocks the account.</summary>
public sealed class CommitWithdrawal(StepRunner runner, LedgerVotes votes)
{
    [Function(nameof(CommitWithdrawal))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => votes.CommitAsync(call.ToBarrier(), call.Request.From, token), cancellationToken);
}
