using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Shop.Buying.Shelves;

/// <summary>Puts back what <see cref="TakeItem"/> took.</summary>
public sealed class PutItemBack(StepRunner runner, IShelves shelves)
{
    [Function(nameof(PutItemBack))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<BuyItem> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => shelves.PutBackAsync(call.ToBarrier(), call.Request.Item, token), cancellationToken);
}
