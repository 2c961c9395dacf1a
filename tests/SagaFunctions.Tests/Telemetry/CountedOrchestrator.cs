using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.SagaFunctions.Tests.Telemetry;

public static class CountedOrchestrator
{
    [Function(nameof(CountedOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, CountUp request) =>
        SagaOrchestrator.RunAsync(context, CountedSaga.Definition, request);
}
