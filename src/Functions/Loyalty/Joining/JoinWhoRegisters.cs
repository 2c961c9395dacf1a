using Azure.Storage.Queues.Models;
using DurableSagas.SagaFunctions.Messages;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Functions.Loyalty.Joining;

/// <summary>Another app says that somebody has registered: who does becomes a member.</summary>
public sealed class JoinWhoRegisters(MessageStarter starter)
{
    public const string Queue = "customers-registered";

    private const string Registered = "shop.customer-registered.v1";

    /// <summary>Events of other types ask for nothing.</summary>
    internal static MessageStart<JoinProgramme> Start { get; } = new(
        Queue, LoyaltySaga.Definition, received => received.Type == Registered ? received.DataAs<JoinProgramme>() : null);

    [Function(nameof(JoinWhoRegisters))]
    public Task RunAsync([QueueTrigger(Queue)] QueueMessage message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        starter.StartAsync(Start, message, client, cancellationToken);
}
