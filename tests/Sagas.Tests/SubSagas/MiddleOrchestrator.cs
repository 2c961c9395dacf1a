using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Tests.SubSagas;

public static class MiddleOrchestrator
{
    [Function(nameof(MiddleOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaOrchestrator.RunAsync(context, MiddleSaga.Definition);
}
