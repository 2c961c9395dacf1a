using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Functions.LedgerTransfer.ByTwoPhaseCommit;

public static class TransferTwoPhaseOrchestrator
{
    [Function(nameof(TransferTwoPhaseOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, TransferMoney request) =>
        SagaOrchestrator.RunAsync(context, [TransferTwoPhaseSaga.Definition, TransferTwoPhaseSaga.Unordered], request);
}
