using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Functions.LedgerTransfer.BySaga;

public static class TransferOrchestrator
{
    [Function(nameof(TransferOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, TransferMoney request) =>
        SagaOrchestrator.RunAsync(context, TransferSaga.Definition, request);
}
