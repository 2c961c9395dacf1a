using DurableSagas.Projections.Rebuild;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DurableSagas.SagaFunctions.Rebuild;

/// <summary>Rebuilds the views of one page of the task hub's instances.</summary>
public sealed partial class RebuildPage(SagaRebuilder rebuilder, ILogger<RebuildPage> logger)
{
    private const int PageSize = 50;

    [Function(nameof(RebuildPage))]
    public async Task<RebuildProgress> RunAsync(
        [ActivityTrigger] RebuildProgress progress, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var instances = client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: PageSize));
        await foreach (var page in instances.AsPages(progress.ContinuationToken, PageSize).WithCancellation(cancellationToken))
        {
            foreach (var instance in page.Values)
            {
                progress = await RebuildAsync(progress, client, instance.InstanceId, cancellationToken);
            }

            return progress with { ContinuationToken = string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken };
        }

        return progress with { ContinuationToken = null };
    }

    // One saga that cannot be rebuilt must not keep the others from it.
    private async Task<RebuildProgress> RebuildAsync(RebuildProgress progress, DurableTaskClient client, string instanceId, CancellationToken cancellationToken)
    {
        try
        {
            var rebuilt = await rebuilder.RebuildAsync(client, instanceId, cancellationToken);
            return progress with { Looked = progress.Looked + 1, Rebuilt = progress.Rebuilt + (rebuilt ? 1 : 0) };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotRebuilt(logger, exception, instanceId);
            return progress with { Looked = progress.Looked + 1, Failed = progress.Failed + 1 };
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The view of saga '{InstanceId}' could not be rebuilt.")]
    private static partial void LogNotRebuilt(ILogger logger, Exception exception, string instanceId);
}
