using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.LedgerTransfer.ByTwoPhaseCommit;

/// <summary>Unlocks what <see cref="PrepareDeposit"/> locked, and changes nothing.</summary>
public sealed class AbortDeposit(StepRunner runner, LedgerVotes votes)
{
    [Function(nameof(AbortDeposit))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<TransferMoney> call, CancellationToken cancellationToken) =>
        runner.AbortAsync(call, token => votes.AbortAsync(call.ToBarrier(), call.Request.To, token), cancellationToken);
}
