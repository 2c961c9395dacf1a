using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.MoveApp;

public static class MoveOrchestrators
{
    [Function(nameof(MoveOrchestrator))]
    public static Task<SagaOutcome> MoveOrchestrator([OrchestrationTrigger] TaskOrchestrationContext context, MoveHouse request) =>
        SagaOrchestrator.RunAsync(context, MoveSaga.Definition, request);

    [Function(nameof(PackingOrchestrator))]
    public static Task<SagaOutcome> PackingOrchestrator([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaOrchestrator.RunAsync(context, MoveSaga.Packing);
}
