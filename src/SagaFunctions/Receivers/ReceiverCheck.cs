using Azure.Storage.Queues;
using DurableSagas.SagaFunctions.Storage;

namespace DurableSagas.SagaFunctions.Receivers;

/// <summary>Refuses to start with receivers that are registered with faults, to be given them is the check; and creates their queues.</summary>
internal sealed class ReceiverCheck(ReceiverRegistry registry, QueueServiceClient queues) : StartupStep
{
    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var name in registry.Queues.Distinct(StringComparer.Ordinal))
        {
            await queues.GetQueueClient(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
    }
}
