using Azure.Storage.Queues;

namespace DurableSagas.SagaFunctions.Storage;

/// <summary>Messages that do not expire: the service's default of seven days would forget what is owed.</summary>
internal static class OwedMessages
{
    private static readonly TimeSpan _forEver = TimeSpan.FromSeconds(-1);

    /// <param name="delay">Until it can be seen; seven days at most (Azure Storage, Put Message).</param>
    public static Task SendOwedAsync(this QueueClient queue, BinaryData message, CancellationToken cancellationToken, TimeSpan delay = default) =>
        queue.SendMessageAsync(message, visibilityTimeout: delay, timeToLive: _forEver, cancellationToken: cancellationToken);
}
