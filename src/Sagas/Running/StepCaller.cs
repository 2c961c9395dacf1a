using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Steps;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running;

/// <inheritdoc cref="IStepCaller"/>
internal sealed class StepCaller<TRequest>(TaskOrchestrationContext context, SagaDefinition<TRequest> definition, TRequest request, SagaState state) : IStepCaller
{
    public async Task<StepResult<JsonElement?>> CallAsync(int ordinal, StepOperation operation, int attempt, DateTimeOffset deadline, bool isLastAttempt)
    {
        var call = CallOf(ordinal, operation, attempt, deadline, isLastAttempt);
        var result = await context.CallActivityAsync<StepResult<JsonElement?>>(call.Activity, call);
        state.Apply(ordinal, operation, attempt, call.MaxAttempts, result);
        return result;
    }

    public bool IsWanted(int ordinal) => definition.Conditions[ordinal] is not { } condition || condition(request, new StepResults(state.Results));

    private StepCall<TRequest> CallOf(int ordinal, StepOperation operation, int attempt, DateTimeOffset deadline, bool isLastAttempt)
    {
        var step = definition.Steps[ordinal];
        var activity = step.ActivityOf(operation);
        var policy = step.PolicyOf(operation);
        return new StepCall<TRequest>
        {
            InstanceId = context.InstanceId,
            Saga = definition.Name,
            Step = step.Name,
            Operation = operation,
            Activity = activity,
            Attempt = attempt,
            MaxAttempts = policy.MaxAttempts,
            IdempotencyKey = $"{context.InstanceId}/{activity}",
            Timeout = policy.Timeout,
            Deadline = deadline,
            IsLastAttempt = isLastAttempt,
            Sequence = state.NextSequence(),
            SagaStatus = state.Status,
            Timeline = state[ordinal],
            Request = request,
            Results = state.Results,
        };
    }
}
