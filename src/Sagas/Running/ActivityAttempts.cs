using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Steps;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running;

/// <summary>Attempts at an activity until its result is known: retries are durable timers and new calls, never the engine's RetryPolicy, which a rewind does not survive.</summary>
internal sealed class ActivityAttempts(TaskOrchestrationContext context, SagaDefinition definition, IStepCaller caller)
{
    /// <param name="abandon">Cancelled when the saga turns back: waits between attempts then end, an attempt in flight never does.</param>
    public async Task<OperationEnd> RunAsync(StepWork.Activity activity, int ordinal, StepOperation operation, CancellationToken abandon)
    {
        var step = definition.Steps[ordinal];
        var policy = step.PolicyOf(operation);
        var endsStuck = step.EndsStuck(operation);
        DateTimeOffset deadline = context.CurrentUtcDateTime + policy.PendingFor;
        var asked = 0;
        for (var attempt = 1; !(endsStuck && attempt == policy.MaxAttempts);)
        {
            var result = await caller.CallAsync(activity, ordinal, operation, attempt, deadline, isLastAttempt: false);
            if (KnownEnd(result.Status, step, operation) is { } end)
            {
                return end;
            }

            var isPending = result.Status == AttemptStatus.Pending && context.CurrentUtcDateTime < deadline;
            if (!isPending && attempt++ == policy.MaxAttempts)
            {
                return OperationEnd.Unknown;
            }

            var delay = isPending
                ? PendingDelay(result.RetryAfter, policy, ++asked, activity, deadline)
                : RetryDelay(result.RetryAfter, policy, attempt - 1, activity);
            if (!await WaitedAsync(delay, abandon))
            {
                return OperationEnd.Unknown;
            }
        }

        return OperationEnd.LastAttemptLeft;
    }

    /// <summary>The last attempt at an operation that must work, or be refused where that can be taken.</summary>
    /// <exception cref="TaskFailedException">It failed, and nothing else is in flight: the one failure in history.</exception>
    public async Task<OperationEnd> LastAttemptAsync(StepWork.Activity activity, int ordinal, StepOperation operation)
    {
        var step = definition.Steps[ordinal];
        var policy = step.PolicyOf(operation);
        // The clock of a rewind still stands where the attempt was first made: the time for "pending" runs from the first answer.
        var deadline = DateTimeOffset.MaxValue;
        for (var asked = 1; ; asked++)
        {
            var result = await caller.CallAsync(activity, ordinal, operation, policy.MaxAttempts, deadline, isLastAttempt: true);
            if (KnownEnd(result.Status, step, operation) is { } end)
            {
                return end;
            }

            // Any other result but "pending" was thrown by the activity.
            deadline = asked == 1 ? context.CurrentUtcDateTime + policy.PendingFor : deadline;
            await context.CreateTimer(PendingDelay(result.RetryAfter, policy, asked, activity, deadline), CancellationToken.None);
        }
    }

    private static OperationEnd? KnownEnd(AttemptStatus status, StepDefinition step, StepOperation operation) => status switch
    {
        AttemptStatus.Succeeded => OperationEnd.Succeeded,
        // After the pivot, and in a compensation, a "no" cannot be accepted: it is asked again, and then an operator is.
        AttemptStatus.Refused when operation == StepOperation.Action && step.Kind != StepKind.Retriable => OperationEnd.Refused,
        _ => null,
    };

    // The participant's own wish, but never more often than the policy retries, nor some 200 times in all: a day of pending must not fill the history.
    // Nor far past the deadline, however long it wishes for: nobody could cancel the wait of a compensation.
    private TimeSpan PendingDelay(TimeSpan? retryAfter, AttemptPolicy policy, int asked, StepWork.Activity activity, DateTimeOffset deadline) =>
        Longer(Backoff.Pending(policy, asked, KeyOf(activity)), retryAfter, deadline - context.CurrentUtcDateTime);

    // A participant that is out of service may ask for more patience, as far as the policy has it.
    private TimeSpan RetryDelay(TimeSpan? retryAfter, AttemptPolicy policy, int attempt, StepWork.Activity activity) =>
        Longer(Backoff.Delay(policy, attempt, KeyOf(activity)), retryAfter, policy.MaxDelay);

    private static TimeSpan Longer(TimeSpan backoff, TimeSpan? wish, TimeSpan most)
    {
        var granted = wish is { } asked && asked < most ? asked : wish is null ? TimeSpan.Zero : most;
        return granted > backoff ? granted : backoff;
    }

    private string KeyOf(StepWork.Activity activity) => $"{context.InstanceId}/{activity.Key}";

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
