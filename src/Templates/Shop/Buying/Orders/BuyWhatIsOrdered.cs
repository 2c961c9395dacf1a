using Azure.Storage.Queues.Models;
using DurableSagas.SagaFunctions.Messages;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Shop.Buying.Orders;

/// <summary>Starts the saga by a message of another app: a CloudEvent in the queue, each once, however often it is delivered.</summary>
public sealed class BuyWhatIsOrdered(MessageStarter starter)
{
    public const string Queue = "items-ordered";

    /// <summary>Events of other types start nothing.</summary>
    internal static MessageStart<BuyItem> Start { get; } = new(
        Queue, BuyingSaga.Definition, received => received.Type == "shop.item-ordered.v1" ? received.DataAs<BuyItem>() : null);

    [Function(nameof(BuyWhatIsOrdered))]
    public Task RunAsync([QueueTrigger(Queue)] QueueMessage message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        starter.StartAsync(Start, message, client, cancellationToken);
}
