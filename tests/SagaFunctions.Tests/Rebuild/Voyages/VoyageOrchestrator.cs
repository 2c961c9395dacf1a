using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.SagaFunctions.Tests.Rebuild.Voyages;

public static class VoyageOrchestrator
{
    [Function(nameof(VoyageOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Voyage request) =>
        SagaOrchestrator.RunAsync(context, VoyageSaga.Definition, request);
}
