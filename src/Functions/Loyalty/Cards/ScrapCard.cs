using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.Loyalty.Cards;

/// <summary>Scraps what <see cref="EngraveCard"/> engraved.</summary>
public sealed class ScrapCard(StepRunner runner, TableCards cards)
{
    [Function(nameof(ScrapCard))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<MakeCard> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => cards.ScrapAsync(call.ToBarrier(), call.Request, token), cancellationToken);
}
