using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.ByTwoPhaseCommit;

/// <summary>Unlocks what <see cref="PrepareWithdrawal"/> locked, and changes nothing.</summary>
public sealed class AbortWithdrawal(StepRunner runner, LedgerVotes votes)
{
    [Function(nameof(AbortWithdrawal))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.AbortAsync(call, token => votes.AbortAsync(call.ToBarrier(), call.Request.From, token), cancellationToken);
}
