using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Testing.Tests.Purchasing;

public sealed class TakeItem(StepRunner runner, Counts counts)
{
    [Function(nameof(TakeItem))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<Purchase> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => counts.ChangeAsync(call, call.Request.Item, -1, token), cancellationToken);
}
