using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.TwoPhaseCommit;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Sagas.Tests;

/// <summary>What a two-phase commit calls beside letters.</summary>
public static class Voters
{
    public sealed class P(StepRunner runner, Participant participant)
    {
        [Function(nameof(P))]
        public Task<StepResult<Ballot>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.PrepareAsync(runner, call, cancellationToken);
    }

    public sealed class Q(StepRunner runner, Participant participant)
    {
        [Function(nameof(Q))]
        public Task<StepResult<Ballot>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.PrepareAsync(runner, call, cancellationToken);
    }

    public sealed class UndoP(StepRunner runner, Participant participant)
    {
        [Function(nameof(UndoP))]
        public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.AbortAsync(runner, call, cancellationToken);
    }

    public sealed class UndoQ(StepRunner runner, Participant participant)
    {
        [Function(nameof(UndoQ))]
        public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => participant.AbortAsync(runner, call, cancellationToken);
    }

    public sealed class RecordDecision(DecisionRecorder recorder)
    {
        [Function(DecisionRecorder.RecordDecision)]
        public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Order> call, CancellationToken cancellationToken) => recorder.RunAsync(call, cancellationToken);
    }
}
