using DurableSagas.Projections.Lists;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Reconciliation;

/// <summary>Goes through the sagas that have not ended, some each minute, and mends what agrees with the task hub no more.</summary>
public sealed partial class SweepSagas(
    SagaLists lists,
    SagaReconciler reconciler,
    ApprovalSweep approvals,
    SweepPlace place,
    IOptions<ReconciliationSettings> settings,
    TimeProvider time,
    ILogger<SweepSagas> logger)
{
    [Function(nameof(SweepSagas))]
    public async Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var status in SagaStatuses.NotEnded)
        {
            await SweepAsync(client, status, cancellationToken);
        }

        await approvals.RunAsync(cancellationToken);
    }

    private async Task SweepAsync(DurableTaskClient client, SagaStatus status, CancellationToken cancellationToken)
    {
        var token = await place.FindAsync(status.ToString(), cancellationToken);
        for (var left = settings.Value.MaxPerRun; left > 0;)
        {
            var page = await PageAsync(status, Math.Min(left, SagaLists.MaxPageSize), token, cancellationToken);
            foreach (var entry in page.Items.Where(entry => entry.CreatedAt <= time.GetUtcNow() - settings.Value.After))
            {
                await MendAsync(client, entry, cancellationToken);
            }

            left -= Math.Max(1, page.Items.Count);
            token = page.ContinuationToken;
            await place.KeepAsync(status.ToString(), token, cancellationToken);
            if (token is null)
            {
                return;
            }
        }
    }

    private async Task<SagaPage> PageAsync(SagaStatus status, int size, string? token, CancellationToken cancellationToken)
    {
        var filter = new SagaFilter(null, status, null, null);
        try
        {
            return await lists.ListAsync(filter, size, token, cancellationToken);
        }
        catch (ContinuationTokenException)
        {
            return await lists.ListAsync(filter, size, null, cancellationToken);
        }
    }

    // One saga that cannot be mended must not keep the others from it.
    private async Task MendAsync(DurableTaskClient client, IndexEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await reconciler.ReconcileAsync(client, entry, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotMended(logger, exception, entry.Id);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Saga '{InstanceId}' could not be reconciled; the next sweep tries again.")]
    private static partial void LogNotMended(ILogger logger, Exception exception, string instanceId);
}
