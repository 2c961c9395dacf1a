using DurableSagas.Projections.Approvals;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Queries;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Reconciliation;

/// <summary>Goes through what is listed as waiting for a person, some each time, and takes away what waits no more.</summary>
public sealed partial class ApprovalSweep(
    ApprovalLists lists,
    ApprovalIndex index,
    SagaQueries queries,
    SweepPlace place,
    IOptions<ReconciliationSettings> settings,
    TimeProvider time,
    ILogger<ApprovalSweep> logger)
{
    private const string Place = "approvals";

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var token = await place.FindAsync(Place, cancellationToken);
        for (var left = settings.Value.MaxPerRun; left > 0;)
        {
            var page = await PageAsync(Math.Min(left, SagaLists.MaxPageSize), token, cancellationToken);
            foreach (var approval in page.Items.Where(approval => approval.Since <= time.GetUtcNow() - settings.Value.After))
            {
                await MendAsync(approval, cancellationToken);
            }

            left -= Math.Max(1, page.Items.Count);
            token = page.ContinuationToken;
            await place.KeepAsync(Place, token, cancellationToken);
            if (token is null)
            {
                return;
            }
        }
    }

    private async Task<ApprovalPage> PageAsync(int size, string? token, CancellationToken cancellationToken)
    {
        try
        {
            return await lists.ListAsync(null, size, token, cancellationToken);
        }
        catch (ContinuationTokenException)
        {
            return await lists.ListAsync(null, size, null, cancellationToken);
        }
    }

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
