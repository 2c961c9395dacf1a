using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Tests.SubSagas;

/// <summary>Takes its request as a parameter, as a sub-saga that can be undone must not.</summary>
public static class ForgetfulOrchestrator
{
    [Function(nameof(ForgetfulOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, Order request) =>
        SagaOrchestrator.RunAsync(context, ForgetfulSaga.Definition, request);
}
