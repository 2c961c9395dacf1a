using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Testing.Tests.Purchasing;

public sealed class SendParcel(StepRunner runner, Counts counts)
{
    [Function(nameof(SendParcel))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Purchase> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => counts.ChangeAsync(call, "parcels", +1, token), cancellationToken);
}
