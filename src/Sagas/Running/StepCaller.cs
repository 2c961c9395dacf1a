using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Steps;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running;

/// <inheritdoc cref="IStepCaller"/>
internal sealed class StepCaller<TRequest>(TaskOrchestrationContext context, SagaDefinition<TRequest> definition, TRequest request, SagaState state) : IStepCaller
{
    public async Task<StepResult<JsonElement?>> CallAsync(string function, int ordinal, StepOperation operation, int attempt, DateTimeOffset deadline, bool isLastAttempt)
    {
        var call = CallOf(function, ordinal, operation, attempt, deadline, isLastAttempt);
        var result = await context.CallActivityAsync<StepResult<JsonElement?>>(function, call);
        state.Apply(ordinal, operation, attempt, result);
        return result;
    }

    public bool IsWanted(int ordinal) => definition.Functions[ordinal].Condition is not { } condition || condition(request, new StepResults(state.Results));

    public object SubRequest(int ordinal) => definition.Functions[ordinal].SubRequest!(request, new StepResults(state.Results));

    private StepCall<TRequest> CallOf(string function, int ordinal, StepOperation operation, int attempt, DateTimeOffset deadline, bool isLastAttempt)
    {
        var policy = definition.Steps[ordinal].PolicyOf(operation);
        return new StepCall<TRequest>
        {
            InstanceId = state.Id,
            ParentId = context.Parent?.InstanceId,
            Saga = definition.Name,
            Protocol = definition.Protocol,
            Version = definition.Version,
            Step = definition.Steps[ordinal].Name,
            Operation = operation,
            Activity = function,
            Attempt = attempt,
            MaxAttempts = policy.MaxAttempts,
            IdempotencyKey = $"{state.Id}/{function}",
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
