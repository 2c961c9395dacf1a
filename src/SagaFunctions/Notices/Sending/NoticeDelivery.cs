using Azure.Storage.Queues;
using DurableSagas.Projections.Notices;
using DurableSagas.SagaFunctions.Receivers;
using DurableSagas.SagaFunctions.Storage;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.SagaFunctions.Notices.Sending;

/// <summary>Makes one attempt to deliver a notice to its receiver, be that a webhook or a queue.</summary>
public sealed class NoticeDelivery(ReceiverRegistry receivers, Webhooks webhooks, QueueServiceClient queues)
{
    /// <summary>How long an attempt takes at most.</summary>
    internal TimeSpan TimeoutOf(string receiver) => (receivers.Find(receiver) ?? new ReceiverSettings()).Timeout;

    internal Task<DeliveryResult> SendAsync(Notice notice, CancellationToken cancellationToken)
    {
        var name = notice.View.Receiver;
        var body = NoticeEvents.Write(notice);
        return receivers.Find(name) switch
        {
            null => Task.FromResult(new DeliveryResult(
                $"Receiver '{name}' is not registered any more: set '{ReceiverRegistry.Section}__{name}__Url' or '__Queue'.")),
            { Queue: { } queue } => SendAsync(name, queue, body, cancellationToken),
            var webhook => webhooks.SendAsync(name, webhook, body, cancellationToken),
        };
    }

    private async Task<DeliveryResult> SendAsync(string name, string queue, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            await queues.GetQueueClient(queue).SendOwedAsync(new BinaryData(body), cancellationToken);
            return DeliveryResult.Delivered;
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryResult($"Queue '{queue}' of receiver '{name}' took no message: {ErrorText.Of(failed)}");
        }
    }
}
