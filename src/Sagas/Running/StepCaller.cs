using System.Text.Json;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Steps;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running;

/// <summary>Calls activities with what they are to know of the saga: <typeparamref name="TPayload"/>.</summary>
internal abstract class StepCaller<TPayload>(TaskOrchestrationContext context, SagaDefinition definition, SagaState state) : IStepCaller
{
    protected SagaState State { get; } = state;

    public async Task<StepResult<JsonElement?>> CallAsync(StepWork.Activity activity, int ordinal, StepOperation operation, int attempt, DateTimeOffset deadline, bool isLastAttempt, EventCall? asked)
    {
        var call = CallOf(activity, ordinal, operation, attempt, deadline, isLastAttempt) with { Event = asked };
        var result = await context.CallActivityAsync<StepResult<JsonElement?>>(activity.Function, call);
        State.Apply(ordinal, operation, attempt, result);
        return result;
    }

    public abstract bool IsWanted(int ordinal);

    public abstract string? LockOf(int ordinal);

    public virtual string? ObjectionTo(int ordinal) => null;

    public abstract object SubRequest(int ordinal);

    protected abstract TPayload PayloadOf(int ordinal, StepOperation operation);

    protected abstract IReadOnlyDictionary<string, JsonElement> ResultsFor(int ordinal);

    private StepCall<TPayload> CallOf(StepWork.Activity activity, int ordinal, StepOperation operation, int attempt, DateTimeOffset deadline, bool isLastAttempt)
    {
        var policy = definition.Steps[ordinal].PolicyOf(operation);
        return new StepCall<TPayload>
        {
            InstanceId = State.Id,
            ParentId = State.ParentId,
            Saga = definition.Name,
            Protocol = definition.Protocol,
            Version = definition.Version,
            Step = definition.Steps[ordinal].Name,
            Operation = operation,
            Activity = activity.Key,
            Attempt = attempt,
            MaxAttempts = policy.MaxAttempts,
            IdempotencyKey = $"{State.Id}/{activity.Key}",
            Timeout = policy.Timeout,
            Deadline = deadline,
            IsLastAttempt = isLastAttempt,
            SagaStartedAt = State.StartedAt,
            AskedAt = isLastAttempt ? context.CurrentUtcDateTime : null,
            Awaited = isLastAttempt ? State.Awaited : null,
            Since = State.SinceOf(ordinal, operation),
            TakesRefusal = operation == StepOperation.Action && definition.Steps[ordinal].Kind != StepKind.Retriable,
            Sequence = State.NextSequence(),
            SagaStatus = State.Status,
            Timeline = State[ordinal],
            Request = PayloadOf(ordinal, operation),
            Results = ResultsFor(ordinal),
        };
    }
}
