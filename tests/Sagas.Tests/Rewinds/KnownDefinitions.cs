using System.Text.Json;
using DurableSagas.Projections;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Tests.Declared;

namespace DurableSagas.Sagas.Tests.Rewinds;

/// <summary>The definitions of one test, and what its documents declare.</summary>
internal sealed class KnownDefinitions(params SagaDefinition[] known) : ISagaDefinitions
{
    public RegisteredSaga? Find(string name, int version, string? request) =>
        known.FirstOrDefault(definition => definition.Name == name) is { } definition ? new RegisteredSaga(definition, definition.Orchestrator)
        : DeclaredOrchestrator.Catalog.Find(name, version) ?? (request is null ? null : Declared(request));

    public Type? RequestTypeOf(string name, int version) => null;

    private static RegisteredSaga? Declared(string request)
    {
        try
        {
            return new(DeclaredSaga.DefinitionOf(JsonSerializer.Deserialize<DeclaredTransaction>(request, SagaJson.History)!), nameof(DeclaredOrchestrator));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
