using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Functions.Loyalty;

public static class LoyaltyOrchestrator
{
    [Function(nameof(LoyaltyOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, JoinProgramme request) =>
        SagaOrchestrator.RunAsync(context, LoyaltySaga.Definition, request);
}
