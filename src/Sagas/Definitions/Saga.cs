using DurableSagas.Sagas.Definitions.Building;

namespace DurableSagas.Sagas.Definitions;

/// <summary>Where the declaration of a saga begins.</summary>
public static class Saga
{
    /// <param name="name">Lower-case words joined by hyphens, as in the URL that starts it.</param>
    /// <param name="version">Raised when steps are added, removed or reordered; instances finish on the version they began with.</param>
    public static SagaBuilder<TRequest> For<TRequest>(string name, int version = 1) where TRequest : class => new(name, version);
}
