using Azure.Storage.Queues.Models;
using DurableSagas.SagaFunctions.Events;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Functions.Loyalty.Points;

/// <summary>Tells the saga that <see cref="TakePointsBack"/> has failed at every delivery.</summary>
public sealed class GiveUpTakingPointsBack(CompensationConsumer consumer)
{
    [Function(nameof(GiveUpTakingPointsBack))]
    public Task RunAsync(
        [QueueTrigger(TakePointsBack.Queue + RequiredQueue.PoisonSuffix)] QueueMessage message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        consumer.GiveUpAsync(message, client, cancellationToken);
}
