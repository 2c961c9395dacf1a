using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.Loyalty.Cards;

/// <summary>Puts back what <see cref="TakeBlankCard"/> took.</summary>
public sealed class PutBlankCardBack(StepRunner runner, TableCards cards)
{
    [Function(nameof(PutBlankCardBack))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<MakeCard> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => cards.PutBlankBackAsync(call.ToBarrier(), call.Request, token), cancellationToken);
}
