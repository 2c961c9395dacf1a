using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace Market.Gifting;

public sealed class DeliverGift(StepRunner runner, Neighbourhood neighbourhood)
{
    [Function(nameof(DeliverGift))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<GiftItem> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, _ => neighbourhood.DeliverAsync(call.Request.To), cancellationToken);
}
