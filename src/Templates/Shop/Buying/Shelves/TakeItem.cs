using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Shop.Buying.Shelves;

/// <summary>Takes a piece from its shelf; undone by <see cref="PutItemBack"/>.</summary>
public sealed class TakeItem(StepRunner runner, IShelves shelves)
{
    [Function(nameof(TakeItem))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<BuyItem> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => shelves.TakeAsync(call.ToBarrier(), call.Request.Item, token), cancellationToken);
}
