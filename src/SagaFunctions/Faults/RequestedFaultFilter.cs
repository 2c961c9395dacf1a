using DurableSagas.Sagas.Faults;
using DurableSagas.Sagas.Steps.Filters;

namespace DurableSagas.SagaFunctions.Faults;

/// <summary>Lets an attempt meet the fault that the saga's request, or an operator since, has asked for.</summary>
internal sealed class RequestedFaultFilter(FaultTable faults) : FaultFilter
{
    protected override async Task<Fault?> FindAsync(StepAttempt attempt, CancellationToken cancellationToken) =>
        (await faults.FindAsync(attempt.InstanceId, attempt.Activity, cancellationToken))?.At(attempt);
}
