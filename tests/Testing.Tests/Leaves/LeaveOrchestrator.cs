using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace DurableSagas.Testing.Tests.Leaves;

public static class LeaveOrchestrator
{
    [Function(nameof(LeaveOrchestrator))]
    public static Task<SagaOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, TakeLeave request) =>
        SagaOrchestrator.RunAsync(context, LeaveSaga.Definition, request);
}
