using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.MoveApp;

public static class PackingOrchestrator
{
    [Function(nameof(PackingOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaOrchestrator.RunAsync(context, PackingSaga.Definition);
}
