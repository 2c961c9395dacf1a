using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Functions.OrderFulfilment;

public static class OrderFulfilmentOrchestrator
{
    [Function(nameof(OrderFulfilmentOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaOrchestrator.RunAsync(context, OrderFulfilmentSaga.Definition);
}
