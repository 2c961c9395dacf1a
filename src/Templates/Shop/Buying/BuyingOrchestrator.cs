using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Shop.Buying;

public static class BuyingOrchestrator
{
    [Function(nameof(BuyingOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, BuyItem request) =>
        SagaOrchestrator.RunAsync(context, BuyingSaga.Definition, request);
}
