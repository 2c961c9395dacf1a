using Azure.Storage.Queues.Models;
using DurableSagas.SagaFunctions.Messages;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Shop.Buying.Orders;

/// <summary>Keeps what could not be started at every delivery: operators see it, and send it again.</summary>
public sealed class GiveUpOrder(MessageStarter starter)
{
    [Function(nameof(GiveUpOrder))]
    public Task RunAsync(
        [QueueTrigger(BuyWhatIsOrdered.Queue + RequiredQueue.PoisonSuffix)] QueueMessage message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        starter.GiveUpAsync(BuyWhatIsOrdered.Start, message, client, cancellationToken);
}
