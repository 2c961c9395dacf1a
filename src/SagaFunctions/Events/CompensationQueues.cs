using System.Text.Json;
using Azure.Storage.Queues;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.Sagas.Events;

namespace DurableSagas.SagaFunctions.Events;

/// <summary>Publishes compensation events to Azure Storage queues.</summary>
internal sealed class CompensationQueues(QueueServiceClient queues, CompensationMessages messages) : ICompensationQueues
{
    public async Task PublishAsync(string queue, CompensationRequested<JsonElement> requested, CancellationToken cancellationToken)
    {
        var message = await messages.WriteAsync(requested, cancellationToken);
        await queues.GetQueueClient(queue).SendOwedAsync(message, cancellationToken);
    }
}
