using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.Loyalty.Cards;

/// <summary>Takes a blank card for the member; put back by <see cref="PutBlankCardBack"/>.</summary>
public sealed class TakeBlankCard(StepRunner runner, TableCards cards)
{
    [Function(nameof(TakeBlankCard))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<MakeCard> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => cards.TakeBlankAsync(call.ToBarrier(), call.Request, token), cancellationToken);
}
