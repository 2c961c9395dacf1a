using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Validation;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Sagas.Running.Attempts;

/// <summary>When a step is tried again, told from its last attempts: the wait between two is a function of them and of the policy.</summary>
public static class NextAttempt
{
    /// <summary>About when: the wait begins when the orchestrator hears of the last attempt, a little after its end. Null where none is waited for.</summary>
    /// <param name="instanceId">Of the run that tries.</param>
    public static DateTimeOffset? Of(StepDefinition step, IReadOnlyList<StepTry> tries, string instanceId)
    {
        if (tries is not [.., { IsLast: false, Result: not AttemptStatus.Succeeded } last])
        {
            return null;
        }

        var (work, policy) = last.Operation == StepOperation.Action ? (step.Action, step.Attempts) : (step.Compensation, step.CompensationAttempts);
        return work is StepWork.Activity activity && WaitAfter(last, step, policy, tries, Backoff.SeedOf(instanceId, activity.Key)) is { } wait
            ? last.FinishedAt + wait
            : null;
    }

    private static TimeSpan? WaitAfter(StepTry last, StepDefinition step, AttemptPolicy policy, IReadOnlyList<StepTry> tries, string seed)
    {
        var own = tries.Where(attempt => attempt.Operation == last.Operation).ToArray();
        // A last attempt counts its own answers, and the time for them runs from the first.
        var counted = last.Number == policy.MaxAttempts && (last.Operation == StepOperation.Compensation || step.MustWork) ? [last] : own;
        var left = counted[0].StartedAt + policy.PendingFor - last.FinishedAt;
        return last switch
        {
            { Result: AttemptStatus.Pending } when left > TimeSpan.Zero =>
                Backoff.Pending(policy, counted.Sum(attempt => attempt.Pendings), seed, last.RetryAfter, left),
            { Result: AttemptStatus.Refused, Operation: StepOperation.Action } when step.Kind.TakesRefusal() => null,
            _ when last.Number < policy.MaxAttempts => Backoff.Delay(policy, last.Number, seed, last.RetryAfter),
            _ => null,
        };
    }
}
