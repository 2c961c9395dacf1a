using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Filters;

namespace DurableSagas.Sagas.Faults;

/// <summary>Lets an attempt meet the fault that is meant for it.</summary>
public abstract class FaultFilter : IStepFilter
{
    public async Task<T> RunAsync<T>(StepAttempt attempt, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var fault = await FindAsync(attempt, cancellationToken);
        if (fault is null)
        {
            return await work(cancellationToken);
        }

        if (fault.IsAfterWork)
        {
            await work(cancellationToken);
        }

        await MeetAsync(fault, cancellationToken);
        throw new InjectedFaultException(fault.Message);
    }

    /// <summary>Null when the attempt is spared.</summary>
    protected abstract Task<Fault?> FindAsync(StepAttempt attempt, CancellationToken cancellationToken);

    /// <summary>Returns when the attempt merely breaks.</summary>
    protected virtual Task MeetAsync(Fault fault, CancellationToken cancellationToken) => fault.Kind switch
    {
        FaultKind.Refuse => throw new StepRefusedException(fault.Message),
        FaultKind.Unavailable => throw new StepUnavailableException(fault.Message, fault.RetryAfter),
        FaultKind.Pend => throw new StepPendingException(fault.RetryAfter),
        FaultKind.Hang => new TaskCompletionSource().Task.WaitAsync(cancellationToken),
        FaultKind.Crash => throw new NotSupportedException("This host cannot be crashed by a fault; the test kit's can."),
        _ => Task.CompletedTask,
    };
}
