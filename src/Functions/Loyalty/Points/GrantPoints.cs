using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.Loyalty.Points;

/// <summary>Welcomes the member with points; undone by <see cref="TakePointsBack"/>, at its own pace.</summary>
public sealed class GrantPoints(StepRunner runner, TableLoyaltyProgramme programme)
{
    [Function(nameof(GrantPoints))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<JoinProgramme> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => programme.GrantAsync(call.ToBarrier(), call.Request, token), cancellationToken);
}
