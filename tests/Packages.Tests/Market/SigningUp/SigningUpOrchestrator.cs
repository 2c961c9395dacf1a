using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Market.SigningUp;

public static class SigningUpOrchestrator
{
    [Function(nameof(SigningUpOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        SagaOrchestrator.RunAsync(context, [SigningUpSaga.First, SigningUpSaga.Definition]);
}
