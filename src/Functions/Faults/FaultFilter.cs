using DurableSagas.Sagas.Steps;

namespace DurableSagas.Functions.Faults;

/// <summary>Spoils the attempts for which the saga's request, or an operator since, has asked for a fault.</summary>
public sealed class FaultFilter(FaultTable faults, TimeProvider time) : IStepFilter
{
    public async Task<T> RunAsync<T>(StepAttempt attempt, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var fault = await faults.FindAsync(attempt.InstanceId, attempt.Activity, cancellationToken);
        if (fault?.Strike(attempt) is not { } kind)
        {
            return await work(cancellationToken);
        }

        if (kind == FaultKind.Refuse)
        {
            throw new StepRefusedException($"Injected fault: {attempt.Activity} refused.");
        }

        if (kind == FaultKind.Fail)
        {
            throw new InjectedFaultException(attempt.Activity, attempt.Attempt, "failed");
        }

        await work(cancellationToken);
        if (kind == FaultKind.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        throw new InjectedFaultException(attempt.Activity, attempt.Attempt, "failed after its work");
    }
}
