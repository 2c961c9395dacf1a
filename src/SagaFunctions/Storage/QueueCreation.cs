using Azure.Storage.Queues;

namespace DurableSagas.SagaFunctions.Storage;

/// <summary>Creates the app's queues and their poison queues, if absent.</summary>
internal sealed class QueueCreation(QueueServiceClient queues, IEnumerable<RequiredQueue> required) : StartupStep
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var name in required.SelectMany(queue => new[] { queue.Name, queue.Poison }).Distinct(StringComparer.Ordinal))
        {
            await queues.GetQueueClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
    }
}
