using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.MoveApp;

public static class MoveOrchestrator
{
    [Function(nameof(MoveOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaOrchestrator.RunAsync(context, MoveSaga.Definition);
}
