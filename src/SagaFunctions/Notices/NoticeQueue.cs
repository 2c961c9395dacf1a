using Azure.Storage.Queues;
using DurableSagas.Projections.Notices;
using DurableSagas.SagaFunctions.Storage;

namespace DurableSagas.SagaFunctions.Notices;

/// <summary>The queue of sagas that have notices to send: a message is a saga's id, and the notices are in its outbox.</summary>
public sealed class NoticeQueue(QueueServiceClient queues) : INoticeQueue
{
    public const string Queue = "saga-notices";

    public Task EnqueueAsync(string sagaId, CancellationToken cancellationToken) => EnqueueAsync(sagaId, TimeSpan.Zero, cancellationToken);

    internal Task EnqueueAsync(string sagaId, TimeSpan delay, CancellationToken cancellationToken) =>
        queues.GetQueueClient(Queue).SendOwedAsync(BinaryData.FromString(sagaId), cancellationToken, delay);
}
