using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Functions.Declared;

public static class DeclaredSagaOrchestrator
{
    [Function(nameof(DeclaredSagaOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, DeclaredTransaction document) =>
        DeclaredSaga.RunAsync(context, document);
}
