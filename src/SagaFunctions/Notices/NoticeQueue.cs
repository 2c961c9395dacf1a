using Azure.Storage.Queues;
using DurableSagas.Projections.Notices;

namespace DurableSagas.SagaFunctions.Notices;

/// <summary>The queue of sagas that have notices to send: a message is a saga's id, and the notices are in its outbox.</summary>
public sealed class NoticeQueue(QueueServiceClient queues) : INoticeQueue
{
    public const string Queue = "saga-notices";

    // What is owed does not expire.
    private static readonly TimeSpan _forEver = TimeSpan.FromSeconds(-1);

    public Task EnqueueAsync(string sagaId, CancellationToken cancellationToken) => EnqueueAsync(sagaId, TimeSpan.Zero, cancellationToken);

    /// <param name="delay">Seven days at most (Azure Storage, Put Message).</param>
    internal Task EnqueueAsync(string sagaId, TimeSpan delay, CancellationToken cancellationToken) => queues.GetQueueClient(Queue)
        .SendMessageAsync(sagaId, visibilityTimeout: delay, timeToLive: _forEver, cancellationToken: cancellationToken);
}
