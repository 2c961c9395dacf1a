using System.Text.Json;
using Azure.Storage.Queues;
using DurableSagas.Sagas.Events;

namespace DurableSagas.SagaFunctions.Events;

/// <summary>Publishes compensation events to Azure Storage queues.</summary>
internal sealed class CompensationQueues(QueueServiceClient queues, CompensationMessages messages) : ICompensationQueues
{
    // What is owed does not expire: the service's default of seven days would forget it.
    private static readonly TimeSpan _forEver = TimeSpan.FromSeconds(-1);

    public async Task PublishAsync(string queue, CompensationRequested<JsonElement> requested, CancellationToken cancellationToken)
    {
        var message = await messages.WriteAsync(requested, cancellationToken);
        await queues.GetQueueClient(queue).SendMessageAsync(message, timeToLive: _forEver, cancellationToken: cancellationToken);
    }
}
