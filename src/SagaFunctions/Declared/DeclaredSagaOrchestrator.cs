using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.SagaFunctions.Declared;

/// <summary>Runs declared transactions, also as sub-sagas of each other.</summary>
public sealed class DeclaredSagaOrchestrator(SagaCatalog catalog)
{
    [Function(nameof(DeclaredSagaOrchestrator))]
    public Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => DeclaredSaga.RunAsync(context, catalog);
}
