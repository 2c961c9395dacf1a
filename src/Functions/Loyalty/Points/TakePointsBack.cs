using Azure.Storage.Queues.Models;
using DurableSagas.SagaFunctions.Events;
using DurableSagas.SagaFunctions.Steps;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Functions.Loyalty.Points;

/// <summary>Takes back the points that <see cref="GrantPoints"/> granted.</summary>
public sealed class TakePointsBack(CompensationConsumer consumer, TableLoyaltyProgramme programme)
{
    public const string Queue = "take-points-back";

    [Function(nameof(TakePointsBack))]
    public Task RunAsync([QueueTrigger(Queue)] QueueMessage message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        consumer.WorkOffAsync<JoinProgramme>(
            message, client, (requested, token) => programme.TakeBackAsync(requested.ToBarrier(), requested.Request, token), cancellationToken);
}
