using System.Text.Json;
using DurableSagas.Functions.Declared;
using DurableSagas.Projections;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Functions.Http;

/// <summary>Finds the definition that a saga runs: in the catalog, or in the document that declared it.</summary>
public sealed class DefinitionLookup(SagaCatalog catalog)
{
    /// <summary>Null when its version is not registered.</summary>
    public SagaDefinition? DefinitionOf(SagaView saga) => Find(saga)?.Definition;

    /// <summary>With the orchestrator that runs it; null when its version is not registered.</summary>
    public RegisteredSaga? Find(SagaView saga) => saga is { Version: DeclaredSaga.Version, Request: { } document }
        ? new RegisteredSaga(DeclaredSaga.DefinitionOf(document.Deserialize<DeclaredTransaction>(SagaJson.Options)!), nameof(DeclaredSagaOrchestrator))
        : catalog.Find(saga.Name, saga.Version);
}
