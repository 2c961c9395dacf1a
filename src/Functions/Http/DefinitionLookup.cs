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
    public SagaDefinition? DefinitionOf(SagaView saga) => saga is { Version: DeclaredSaga.Version, Request: { } document }
        ? DeclaredSaga.DefinitionOf(document.Deserialize<DeclaredTransaction>(SagaJson.Options)!)
        : catalog.Find(saga.Name, saga.Version)?.Definition;

    /// <summary>Null when its version is not registered.</summary>
    public string? OrchestratorOf(SagaView saga) => saga.Version == DeclaredSaga.Version ? nameof(DeclaredSagaOrchestrator) : catalog.Find(saga.Name, saga.Version)?.Orchestrator;
}
