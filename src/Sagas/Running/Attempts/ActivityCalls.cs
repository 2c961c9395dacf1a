using System.Text.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Calls;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running.Attempts;

/// <summary>Calls activities with what they are to know of the saga, and keeps what they answer.</summary>
internal sealed class ActivityCalls(TaskOrchestrationContext context, SagaState state)
{
    private static readonly Dictionary<string, JsonElement> _noResults = [];

    /// <summary>One attempt at an operation.</summary>
    /// <param name="asked">What the activity that asks for a compensation by event must know; null for every other.</param>
    public async Task<StepResult<JsonElement?>> CallAsync(
        Operation operation, int attempt, DateTimeOffset deadline, bool isLastAttempt, EventCall? asked = null)
    {
        var call = CallOf(operation, attempt, deadline) with { Frame = FrameOf(operation, isLastAttempt) with { Event = asked } };
        var result = await context.CallActivityAsync<StepResult<JsonElement?>>(operation.Activity!.Function, call);
        state.Apply(operation, call.Counted, result);
        return result;
    }

    private StepCall<object?> CallOf(Operation operation, int attempt, DateTimeOffset deadline) => new()
    {
        Saga = state.Saga,
        Step = operation.Step.Name,
        Operation = operation.Direction,
        Activity = operation.Key,
        Attempt = attempt,
        IdempotencyKey = $"{state.Saga.Id}/{operation.Key}",
        Deadline = deadline,
        Request = operation.RunStep.RequestOf(state, operation.Direction),
        Results = operation.RunStep.SeesResults ? state.Results : _noResults,
    };

    private CallFrame FrameOf(Operation operation, bool isLastAttempt) => new()
    {
        MaxAttempts = operation.Policy.MaxAttempts,
        Timeout = operation.Policy.Timeout,
        IsLastAttempt = isLastAttempt,
        TakesRefusal = operation.TakesRefusal,
        Since = operation.Since,
        AskedAt = isLastAttempt ? context.CurrentUtcDateTime : null,
        ParentId = state.ParentId,
        StartedAt = state.StartedAt,
        Status = state.Status,
        Sequence = state.NextSequence(),
        Step = state[operation.Ordinal],
        Due = state.TakeDue(operation.Ordinal, isLastAttempt),
        Above = state.TakeAbove(),
        // A call that is made while history is replayed is in history already, and is made only once; but for one that a rewind took out of it.
        IsRewound = isLastAttempt && context.IsReplaying,
        Awaited = isLastAttempt ? state.Awaited : null,
        TellsItsBeginning = !isLastAttempt
            && operation.Direction == StepOperation.Action
            && (operation.Step.IsConditional || state.IsOnAlternative(operation.Ordinal))
            && state[operation.Ordinal].Attempts == 0,
    };
}
