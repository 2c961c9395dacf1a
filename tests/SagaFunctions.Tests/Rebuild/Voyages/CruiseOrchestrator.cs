using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.SagaFunctions.Tests.Rebuild.Voyages;

public static class CruiseOrchestrator
{
    [Function(nameof(CruiseOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaOrchestrator.RunAsync(context, CruiseSaga.Definition);
}
