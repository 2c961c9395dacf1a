using System.Text.Json;
using DurableSagas.Projections;
using DurableSagas.SagaFunctions.Declared;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Definitions;

/// <summary>Finds the definition that a saga runs: in the catalog, or in the document that declared it.</summary>
public sealed class DefinitionLookup(SagaCatalog catalog) : ISagaDefinitions
{
    /// <summary>Null when its version is not registered.</summary>
    internal SagaDefinition? DefinitionOf(SagaView saga) => Find(saga)?.Definition;

    /// <inheritdoc cref="Find(string, int, string?)"/>
    public RegisteredSaga? Find(SagaView saga) => Find(saga.Name, saga.Version, saga.Request?.GetRawText());

    /// <inheritdoc/>
    public RegisteredSaga? Find(string name, int version, string? request) => version == DeclaredSaga.Version && request is not null
        ? new RegisteredSaga(DefinitionOf(request), nameof(DeclaredSagaOrchestrator))
        : catalog.Find(name, version);

    /// <inheritdoc/>
    public Type? RequestTypeOf(string name, int version) =>
        version == DeclaredSaga.Version ? typeof(DeclaredTransaction) : catalog.Find(name, version)?.Definition.RequestType;

    private static SagaDefinition DefinitionOf(string document) =>
        DeclaredSaga.DefinitionOf(JsonSerializer.Deserialize<DeclaredTransaction>(document, SagaJson.Options)!);
}
