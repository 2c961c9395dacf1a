using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Steps;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running;

/// <summary>Attempts at one operation until its result is known: retries are durable timers and new calls, never the engine's RetryPolicy, which a rewind does not survive.</summary>
internal sealed class StepAttempts(TaskOrchestrationContext context, SagaDefinition definition, IStepCaller caller)
{
    /// <param name="abandon">Cancelled when the saga turns back: waits between attempts then end, an attempt in flight never does.</param>
    public async Task<AttemptsEnd> RunAsync(int ordinal, StepOperation operation, CancellationToken abandon)
    {
        var step = definition.Steps[ordinal];
        var policy = step.PolicyOf(operation);
        var endsStuck = step.EndsStuck(operation);
        DateTimeOffset deadline = context.CurrentUtcDateTime + policy.PendingFor;
        for (var attempt = 1; !(endsStuck && attempt == policy.MaxAttempts);)
        {
            var result = await caller.CallAsync(ordinal, operation, attempt, deadline, isLastAttempt: false);
            if (KnownEnd(result.Status, step, operation) is { } end)
            {
                return end;
            }

            var isPending = result.Status == AttemptStatus.Pending && context.CurrentUtcDateTime < deadline;
            if (!isPending && attempt++ == policy.MaxAttempts)
            {
                return AttemptsEnd.Unknown;
            }

            var delay = isPending ? PendingDelay(result.RetryAfter) : Backoff.Delay(policy, attempt - 1, KeyOf(step, operation));
            if (!await WaitedAsync(delay, abandon))
            {
                return AttemptsEnd.Unknown;
            }
        }

        return AttemptsEnd.LastAttemptLeft;
    }

    /// <summary>The last attempt at an operation that must work.</summary>
    /// <exception cref="TaskFailedException">It failed, and nothing else is in flight: the one failure in history.</exception>
    public async Task LastAttemptAsync(int ordinal, StepOperation operation)
    {
        var policy = definition.Steps[ordinal].PolicyOf(operation);
        DateTimeOffset deadline = context.CurrentUtcDateTime + policy.PendingFor;
        while (true)
        {
            var result = await caller.CallAsync(ordinal, operation, policy.MaxAttempts, deadline, isLastAttempt: true);
            if (result.Status == AttemptStatus.Succeeded)
            {
                return;
            }

            // Any other result but "pending" was thrown by the activity.
            await context.CreateTimer(PendingDelay(result.RetryAfter), CancellationToken.None);
        }
    }

    private static AttemptsEnd? KnownEnd(AttemptStatus status, StepDefinition step, StepOperation operation) => status switch
    {
        AttemptStatus.Succeeded => AttemptsEnd.Succeeded,
        // After the pivot, and in a compensation, a "no" cannot be accepted: it is asked again, and then an operator is.
        AttemptStatus.Refused when operation == StepOperation.Action && step.Kind != StepKind.Retriable => AttemptsEnd.Refused,
        _ => null,
    };

    private static TimeSpan PendingDelay(TimeSpan? retryAfter) =>
        retryAfter is { } asked && asked > TimeSpan.Zero ? asked : TimeSpan.FromSeconds(1);

    private string KeyOf(StepDefinition step, StepOperation operation) => $"{context.InstanceId}/{step.ActivityOf(operation)}";

    private async Task<bool> WaitedAsync(TimeSpan delay, CancellationToken abandon)
    {
        try
        {
            await context.CreateTimer(delay, abandon);
            return true;
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            return false;
        }
    }
}
