using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.SagaFunctions.Declared;

public static class DeclaredSagaOrchestrator
{
    [Function(nameof(DeclaredSagaOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, DeclaredTransaction document) =>
        DeclaredSaga.RunAsync(context, document);
}
