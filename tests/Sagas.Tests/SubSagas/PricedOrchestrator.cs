using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Tests.SubSagas;

public static class PricedOrchestrator
{
    [Function(nameof(PricedOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaOrchestrator.RunAsync(context, PricedSaga.Definition);
}
