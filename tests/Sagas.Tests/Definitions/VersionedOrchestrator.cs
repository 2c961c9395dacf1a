using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Tests.Definitions;

public static class VersionedOrchestrator
{
    [Function(nameof(VersionedOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => SagaOrchestrator.RunAsync(context, VersionedSaga.Newer);
}
