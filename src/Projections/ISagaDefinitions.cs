using DurableSagas.Sagas.Definitions.Catalog;

namespace DurableSagas.Projections;

/// <summary>The definitions that the app knows.</summary>
public interface ISagaDefinitions
{
    /// <param name="request">The saga's request as its view holds it: a declared one is its own definition.</param>
    /// <returns>With the orchestrator that runs it; null when its version is not registered.</returns>
    RegisteredSaga? Find(string name, int version, string? request);

    /// <summary>The record that the saga's orchestrator takes; null when its version is not registered.</summary>
    Type? RequestTypeOf(string name, int version);
}
