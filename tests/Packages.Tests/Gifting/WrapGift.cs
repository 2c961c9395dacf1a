using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Market.Buying.Shelves;
using Microsoft.Azure.Functions.Worker;

namespace Market.Gifting;

public sealed class WrapGift(StepRunner runner, IShelves shelves)
{
    [Function(nameof(WrapGift))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<GiftItem> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => shelves.TakeAsync(call.ToBarrier(), call.Request.Item, token), cancellationToken);
}
