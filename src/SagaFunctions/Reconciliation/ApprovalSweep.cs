using DurableSagas.Projections.Approvals;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Queries;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SagaFunctions.Reconciliation;

/// <summary>Goes through what is listed as waiting for a person, some each time, and takes away what waits no more.</summary>
public sealed partial class ApprovalSweep(
    ApprovalLists lists,
    ApprovalIndex index,
    SagaQueries queries,
    ListSweep sweep,
    ILogger<ApprovalSweep> logger)
{
    private const string Place = "approvals";

    internal Task RunAsync(CancellationToken cancellationToken) => sweep.RunAsync(
        Place,
        async (size, token) =>
        {
            var page = await lists.ListAsync(null, size, token, cancellationToken);
            return (page.Items, page.ContinuationToken);
        },
        approval => approval.Since,
        approval => MendAsync(approval, cancellationToken),
        cancellationToken);

    // One that cannot be judged must not keep the others from it.
    private async Task MendAsync(WaitingApproval approval, CancellationToken cancellationToken)
    {
        try
        {
            if (await index.RemoveUnlessWaitingAsync(approval, await queries.FindAsync(approval.Id, cancellationToken), cancellationToken))
            {
                LogRemoved(approval.Id, approval.Step);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotMended(exception, approval.Id, approval.Step);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Saga '{InstanceId}' was listed as waiting at {Step}, and waits there no more; it is listed no more.")]
    private partial void LogRemoved(string instanceId, string step);

    [LoggerMessage(2, LogLevel.Error, "Saga '{InstanceId}' is listed as waiting at {Step}, which could not be judged; the next sweep tries again.")]
    private partial void LogNotMended(Exception exception, string instanceId, string step);
}
