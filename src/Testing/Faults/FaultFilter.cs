using DurableSagas.Sagas.Steps;
using DurableSagas.Testing.Time;

namespace DurableSagas.Testing.Faults;

/// <summary>Lets an attempt meet the fault that is ordered for its activity.</summary>
internal sealed class FaultFilter(InjectedFaults faults, CrashGate crashes) : IStepFilter
{
    public async Task<T> RunAsync<T>(StepAttempt attempt, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var fault = faults.Take(attempt.Activity);
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

    private async Task MeetAsync(Fault fault, CancellationToken cancellationToken)
    {
        switch (fault.Kind)
        {
            case FaultKind.Refuse:
                throw new StepRefusedException(fault.Message);
            case FaultKind.Unavailable:
                throw new StepUnavailableException(fault.Message, fault.RetryAfter);
            case FaultKind.Pend:
                throw new StepPendingException(fault.RetryAfter);
            case FaultKind.Crash:
                crashes.CrashNow();
                await VirtualTime.HangAsync(cancellationToken);
                break;
            case FaultKind.Hang:
                await VirtualTime.HangAsync(cancellationToken);
                break;
            default:
                break;
        }
    }
}
