using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Testing.Tests.Purchasing;

/// <summary>As compensations are often written: without asking whether there is anything to give back.</summary>
public sealed class RefundBlindly(StepRunner runner, Counts counts)
{
    [Function(nameof(RefundBlindly))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Purchase> call, CancellationToken cancellationToken) => runner.RunAsync(
        call,
        async _ => await counts.SetAsync(call.Request.Customer, await counts.FindAsync(call.Request.Customer) + call.Request.Price),
        cancellationToken);
}
