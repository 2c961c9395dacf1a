using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Steps.Filters;
using DurableSagas.Testing.Time;

namespace DurableSagas.Testing.Faults;

/// <summary>Lets an attempt meet the fault that a test has ordered for its activity.</summary>
internal sealed class OrderedFaultFilter(InjectedFaults faults, CrashGate crashes) : FaultFilter
{
    protected override Task<Fault?> FindAsync(StepAttempt attempt, CancellationToken cancellationToken) => Task.FromResult(faults.Take(attempt.Activity));

    protected override Task MeetAsync(Fault fault, CancellationToken cancellationToken)
    {
        if (fault.Kind == FaultKind.Crash)
        {
            crashes.CrashNow();
        }

        // In virtual time whoever hangs says so, that it may move on.
        return fault.Kind is FaultKind.Crash or FaultKind.Hang ? VirtualTime.HangAsync(cancellationToken) : base.MeetAsync(fault, cancellationToken);
    }
}
