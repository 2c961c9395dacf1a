using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Tests.Declared;

public static class DeclaredOrchestrator
{
    [Function(nameof(DeclaredOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, DeclaredTransaction document) =>
        DeclaredSaga.RunAsync(context, document);

    internal static Task<string> StartAsync(this SagaTestHost host, DeclaredTransaction document, string id) =>
        host.StartAsync(nameof(DeclaredOrchestrator), document, new StartOrchestrationOptions(id) { Version = new TaskVersion($"{DeclaredSaga.Version}") });
}
