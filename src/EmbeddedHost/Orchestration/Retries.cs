using DurableTask.Core;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>Repeats a failed call by durable timers, in the order of events that Durable Functions has.</summary>
internal sealed class Retries(TaskOrchestrationContext context, DurableTimers timers)
{
    public async Task<TResult> CallAsync<TResult>(RetryPolicy policy, Func<OpenCall<TResult>> schedule)
    {
        var firstAttempt = context.CurrentUtcDateTime;
        for (var attempt = 1; ; attempt++)
        {
            var call = schedule();
            try
            {
                return await call.Task;
            }
            catch (Exception failure) when (IsRetriable(failure, call.Failure))
            {
                if (await GiveUpAsync(policy, firstAttempt, attempt, failure))
                {
                    throw;
                }
            }
        }
    }

    public async Task<TResult> CallAsync<TResult>(AsyncRetryHandler handler, Func<OpenCall<TResult>> schedule)
    {
        var firstAttempt = context.CurrentUtcDateTime;
        for (var failures = 1; ; failures++)
        {
            var call = schedule();
            try
            {
                return await call.Task;
            }
            catch (TaskFailedException failure) when (IsRetriable(failure, call.Failure))
            {
                var sofar = context.CurrentUtcDateTime - firstAttempt;
                if (!await handler(new RetryContext(context, failures, failure.FailureDetails, sofar, CancellationToken.None)))
                {
                    throw;
                }
            }
        }
    }

    private static bool IsRetriable(Exception failure, FailureDetails? details) =>
        failure is not OutOfMemoryException && details is not { IsNonRetriable: true };

    private async Task<bool> GiveUpAsync(RetryPolicy policy, DateTime firstAttempt, int attempt, Exception failure)
    {
        if (attempt == policy.MaxNumberOfAttempts)
        {
            // Durable Functions waits once more after the last attempt; without it, histories would differ.
            await timers.CreateOneAsync(context.CurrentUtcDateTime, CancellationToken.None);
            return true;
        }

        if (!IsHandled(policy, failure) || IsExpired(policy, firstAttempt))
        {
            return true;
        }

        await timers.CreateOneAsync(context.CurrentUtcDateTime.Add(DelayAfter(policy, attempt)), CancellationToken.None);
        return false;
    }

    private static bool IsHandled(RetryPolicy policy, Exception failure)
    {
        try
        {
            return policy.Handle(failure);
        }
        catch (Exception)
        {
            return false;
        }
    }

    private bool IsExpired(RetryPolicy policy, DateTime firstAttempt) =>
        policy.RetryTimeout != Timeout.InfiniteTimeSpan
        && policy.RetryTimeout < DateTime.MaxValue - firstAttempt
        && context.CurrentUtcDateTime >= firstAttempt.Add(policy.RetryTimeout);

    private static TimeSpan DelayAfter(RetryPolicy policy, int attempt)
    {
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        var milliseconds = policy.FirstRetryInterval.TotalMilliseconds * Math.Pow(policy.BackoffCoefficient, attempt - 1);
        return milliseconds < longest.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : longest;
    }
}
