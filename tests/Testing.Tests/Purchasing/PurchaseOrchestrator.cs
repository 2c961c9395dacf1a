using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Testing.Tests.Purchasing;

public static class PurchaseOrchestrator
{
    [Function(nameof(PurchaseOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Purchase request) =>
        SagaOrchestrator.RunAsync(context, PurchaseSaga.Definition, request);
}
