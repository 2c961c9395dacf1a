using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Tests.SubSagas;
using DurableSagas.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Tests.Declared;

public static class DeclaredOrchestrator
{
    [Function(nameof(DeclaredOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) => DeclaredSaga.RunAsync(context, Catalog);

    /// <summary>What documents may have as sub-sagas.</summary>
    internal static SagaCatalog Catalog { get; } =
        SagaCatalog.Of("tests", [typeof(NestedSaga), typeof(NestedOrchestrator), typeof(PricedSaga), typeof(PricedOrchestrator)]);

    internal static Task<string> StartAsync(this SagaTestHost host, DeclaredTransaction document, string id) =>
        host.StartAsync(nameof(DeclaredOrchestrator), document, new StartOrchestrationOptions(id) { Version = new TaskVersion($"{DeclaredSaga.Version}") });
}
