using System.Text.Json;
using DurableSagas.Projections;
using DurableSagas.SagaFunctions.Declared;
using DurableSagas.SagaFunctions.Declared.Stored;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Definitions;

/// <summary>Finds the definition that a saga runs: in the catalog, or in the document that declared it.</summary>
public sealed class DefinitionLookup(SagaCatalog catalog, StoredDefinitions? stored = null) : ISagaDefinitions
{
    /// <summary>Null when its version is not registered.</summary>
    internal SagaDefinition? DefinitionOf(SagaView saga) => Find(saga)?.Definition;

    /// <summary>Also of a sub-saga, whose view has no request: among what is stored, which never changes.</summary>
    /// <inheritdoc cref="DefinitionOf"/>
    internal async Task<SagaDefinition?> FindDefinitionAsync(SagaView saga, CancellationToken cancellationToken) =>
        DefinitionOf(saga) ?? (stored is null || await stored.FindAsync(saga.Name, saga.Version, cancellationToken) is not { } known
            ? null
            : DeclaredSaga.DefinitionOf(known.Document));

    /// <inheritdoc cref="Find(string, int, string?)"/>
    public RegisteredSaga? Find(SagaView saga) => Find(saga.Name, saga.Version, saga.Request?.GetRawText());

    /// <inheritdoc/>
    public RegisteredSaga? Find(string name, int version, string? request) => !MayBeDeclared(name, version)
        ? catalog.Find(name, version)
        : DocumentOf(request, name, version) is { } document ? new RegisteredSaga(DeclaredSaga.DefinitionOf(document), nameof(DeclaredSagaOrchestrator)) : null;

    /// <inheritdoc/>
    public Type? RequestTypeOf(string name, int version) =>
        MayBeDeclared(name, version) ? typeof(DeclaredTransaction) : catalog.Find(name, version)?.Definition.RequestType;

    // No stored document has a name that the code knows.
    private bool MayBeDeclared(string name, int version) => version == DeclaredSaga.Version || catalog.Find(name) is null;

    // What the code no longer knows has a request that is no document.
    private static DeclaredTransaction? DocumentOf(string? request, string name, int version)
    {
        try
        {
            var document = request is null ? null : JsonSerializer.Deserialize<DeclaredTransaction>(request, SagaJson.Options);
            return document?.Name == name && (document.Version ?? DeclaredSaga.Version) == version ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
