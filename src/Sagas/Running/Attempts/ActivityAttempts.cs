using DurableSagas.Sagas.Outcomes;
using Microsoft.DurableTask;

namespace DurableSagas.Sagas.Running.Attempts;

/// <summary>
/// Attempts at an activity until its result is known: retries are durable timers and new calls, never the engine's
/// RetryPolicy, which a rewind does not survive.
/// </summary>
internal sealed class ActivityAttempts(TaskOrchestrationContext context, ActivityCalls calls)
{
    /// <param name="abandon">Cancelled when the saga turns back: waits between attempts then end, an attempt in flight never does.</param>
    public async Task<OperationResult> RunAsync(Operation operation, CancellationToken abandon)
    {
        var policy = operation.Policy;
        DateTimeOffset deadline = context.CurrentUtcDateTime + policy.PendingFor;
        var asked = 0;
        for (var attempt = 1; !(operation.MustWork && attempt == policy.MaxAttempts);)
        {
            var result = await calls.CallAsync(operation, attempt, deadline, isLastAttempt: false);
            if (IsKnown(operation, result.Status))
            {
                return new OperationResult(result.Status, result.Error);
            }

            var isPending = result.Status == AttemptStatus.Pending && context.CurrentUtcDateTime < deadline;
            if (!isPending && attempt++ == policy.MaxAttempts)
            {
                return new OperationResult(AttemptStatus.Unknown, result.Error);
            }

            var delay = isPending
                ? PendingDelay(operation, result.RetryAfter, ++asked, deadline)
                : RetryDelay(operation, result.RetryAfter, attempt - 1);
            if (!await WaitedAsync(delay, abandon))
            {
                return new OperationResult(AttemptStatus.Unknown, result.Error);
            }
        }

        return OperationResult.LastAttemptLeft;
    }

    /// <summary>The last attempt at an operation that must work, or be refused where that can be taken.</summary>
    /// <exception cref="TaskFailedException">It failed, and nothing else is in flight: the one failure in history.</exception>
    public async Task<OperationResult> LastAttemptAsync(Operation operation)
    {
        var policy = operation.Policy;
        // The clock of a rewind still stands where the attempt was first made: the time for "pending" runs from the first answer.
        var deadline = DateTimeOffset.MaxValue;
        for (var asked = 1; ; asked++)
        {
            var result = await calls.CallAsync(operation, policy.MaxAttempts, deadline, isLastAttempt: true);
            if (IsKnown(operation, result.Status))
            {
                return new OperationResult(result.Status, result.Error);
            }

            // Any other result but "pending" was thrown by the activity.
            deadline = asked == 1 ? context.CurrentUtcDateTime + policy.PendingFor : deadline;
            await context.CreateTimer(PendingDelay(operation, result.RetryAfter, asked, deadline), CancellationToken.None);
        }
    }

    private static bool IsKnown(Operation operation, AttemptStatus status) => status switch
    {
        AttemptStatus.Succeeded => true,
        AttemptStatus.Refused => operation.TakesRefusal,
        _ => false,
    };

    private TimeSpan PendingDelay(Operation operation, TimeSpan? retryAfter, int asked, DateTimeOffset deadline) =>
        Backoff.Pending(operation.Policy, asked, SeedOf(operation), retryAfter, deadline - context.CurrentUtcDateTime);

    private TimeSpan RetryDelay(Operation operation, TimeSpan? retryAfter, int attempt) =>
        Backoff.Delay(operation.Policy, attempt, SeedOf(operation), retryAfter);

    private string SeedOf(Operation operation) => Backoff.SeedOf(context.InstanceId, operation.Key);

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
