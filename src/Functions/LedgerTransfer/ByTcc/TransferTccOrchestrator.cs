using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Functions.LedgerTransfer.ByTcc;

public static class TransferTccOrchestrator
{
    [Function(nameof(TransferTccOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, TransferMoney request) =>
        SagaOrchestrator.RunAsync(context, TransferTccSaga.Definition, request);
}
