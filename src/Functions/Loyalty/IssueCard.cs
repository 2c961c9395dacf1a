using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.Functions.Loyalty;

/// <summary>Issues the member's one card; a member who has another is refused.</summary>
public sealed class IssueCard(StepRunner runner, TableLoyaltyProgramme programme)
{
    [Function(nameof(IssueCard))]
    public Task<StepResult<NoResult>> RunAsync([ActivityTrigger] StepCall<JoinProgramme> call, CancellationToken cancellationToken) =>
        runner.RunAsync(call, token => programme.IssueCardAsync(call.ToBarrier(), call.Request, token), cancellationToken);
}
