using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Tests.Declared;
using DurableSagas.Testing;

namespace DurableSagas.Sagas.Tests.Exploration;

/// <summary>A definition to explore, written in code or declared in JSON, and how it is started.</summary>
internal sealed record Explored(SagaDefinition Saga, Action<SagaTestHost> Register, Func<SagaTestHost, string, Task<string>> StartAsync)
{
    public static IReadOnlyList<Explored> All { get; } = [.. Shapes.All.Select(Of), Of(Documents.Tcc), Of(Documents.TwoPhase)];

    public static Explored Of(SagaDefinition<Order> saga) => new(saga, host => host.Register(saga), (host, id) => host.StartAsync(saga, new Order(), id));

    private static Explored Of(DeclaredTransaction document) => new(DeclaredSaga.DefinitionOf(document), host => host.Register(document), (host, id) => host.StartAsync(document, id));
}
