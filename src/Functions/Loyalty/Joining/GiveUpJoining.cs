using Azure.Storage.Queues.Models;
using DurableSagas.SagaFunctions.Messages;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Functions.Loyalty.Joining;

/// <summary>Keeps for operators what <see cref="JoinWhoRegisters"/> could not start at every delivery.</summary>
public sealed class GiveUpJoining(MessageStarter starter)
{
    [Function(nameof(GiveUpJoining))]
    public Task RunAsync(
        [QueueTrigger(JoinWhoRegisters.Queue + RequiredQueue.PoisonSuffix)] QueueMessage message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) =>
        starter.GiveUpAsync(JoinWhoRegisters.Start, message, client, cancellationToken);
}
