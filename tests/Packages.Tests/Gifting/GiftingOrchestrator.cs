using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Market.Gifting;

public static class GiftingOrchestrator
{
    [Function(nameof(GiftingOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, GiftItem request) =>
        SagaOrchestrator.RunAsync(context, GiftingSaga.Definition, request);
}
