using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.TwoPhaseCommit;

/// <summary>Makes a transaction's decision durable, before any participant is told; runs inside the activity <see cref="RecordDecision"/>.</summary>
/// <remarks>
/// Commit is the pivot: tried until its result is known. Abort is its compensation, also of a decision that was never begun:
/// presumed abort, written down.
/// </remarks>
public sealed class DecisionRecorder(StepRunner runner, IDecisions decisions)
{
    /// <summary>The activity function, in the app, that every two-phase commit calls.</summary>
    public const string RecordDecision = nameof(RecordDecision);

    public Task<StepResult<NoResult>> RunAsync<TRequest>(StepCall<TRequest> call, CancellationToken cancellationToken) =>
        runner.RunAsync(
            call, token => DecideAsync(call.Saga.Id, call.Operation == StepOperation.Action ? Decision.Commit : Decision.Abort, token), cancellationToken);

    private async Task DecideAsync(string transactionId, Decision wanted, CancellationToken cancellationToken)
    {
        var decided = await decisions.DecideAsync(transactionId, wanted, cancellationToken);
        if (decided != wanted)
        {
            throw wanted == Decision.Commit
                ? new StepRefusedException($"Transaction '{transactionId}' was decided before: {decided}.")
                : new InvalidOperationException($"Transaction '{transactionId}' was to be aborted, but its decision is {decided}.");
        }
    }
}
