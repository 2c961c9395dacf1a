using DurableSagas.Sagas.Definitions.Building;

namespace DurableSagas.Sagas.Definitions;

/// <summary>Where the declaration of a TCC transaction begins: every branch is tried; then all are confirmed, or what was tried is cancelled.</summary>
/// <remarks>
/// It runs on the engine of the sagas: tries are compensable steps side by side, each cancelled by its compensation, an
/// unknown try included; confirms are retriable steps after all of them. The decision is in the durable history.
/// </remarks>
public static class Tcc
{
    /// <inheritdoc cref="Saga.For{TRequest}(string, int)"/>
    public static TccBuilder<TRequest> For<TRequest>(string name, int version = 1) where TRequest : class => new(name, version);
}
