using DurableSagas.Projections.Lists;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SagaFunctions.Reconciliation;

/// <summary>Goes through the sagas that have not ended, some each minute, and mends what agrees with the task hub no more.</summary>
public sealed partial class SweepSagas(
    SagaLists lists,
    SagaReconciler reconciler,
    ApprovalSweep approvals,
    ListSweep sweep,
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

    private Task SweepAsync(DurableTaskClient client, SagaStatus status, CancellationToken cancellationToken) => sweep.RunAsync(
        status.ToString(),
        async (size, token) =>
        {
            var page = await lists.ListAsync(new SagaFilter(null, status, null, null), size, token, cancellationToken);
            return (page.Items, page.ContinuationToken);
        },
        entry => entry.CreatedAt,
        entry => MendAsync(client, entry, cancellationToken),
        cancellationToken);

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
