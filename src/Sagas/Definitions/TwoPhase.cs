using DurableSagas.Sagas.Definitions.Building;

namespace DurableSagas.Sagas.Definitions;

/// <summary>Where the declaration of a two-phase commit begins: all participants prepare and vote; then all commit, or all abort.</summary>
/// <remarks>
/// It runs on the engine of the sagas: prepares are compensable steps side by side, aborted by their compensations; the
/// pivot records the decision; commits are retriable steps after it. Participants hold their locks until they are told.
/// </remarks>
public static class TwoPhase
{
    /// <inheritdoc cref="Saga.For{TRequest}(string, int)"/>
    public static TwoPhaseBuilder<TRequest> For<TRequest>(string name, int version = 1) where TRequest : class => new(name, version);
}
