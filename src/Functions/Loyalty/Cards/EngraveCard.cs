using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.Loyalty.Cards;

/// <summary>Engraves the card; scrapped by <see cref="ScrapCard"/>.</summary>
public sealed class EngraveCard(StepRunner runner, TableCards cards)
{
    [Function(nameof(EngraveCard))]
    public Task<StepResult<Card>> RunAsync([ActivityTrigger] StepCall<MakeCard> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => cards.EngraveAsync(call.ToBarrier(), call.Request, token), cancellationToken);
}
