using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Testing.Tests.Purchasing;

public sealed class ChargeCustomer(StepRunner runner, Counts counts)
{
    [Function(nameof(ChargeCustomer))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Purchase> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => counts.ChangeAsync(call, call.Request.Customer, -call.Request.Price, token), cancellationToken);
}
