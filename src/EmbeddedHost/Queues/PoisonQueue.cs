using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace DurableSagas.EmbeddedHost.Queues;

/// <summary>Takes what a function could not work off: <c>{queue}-poison</c>, made when it is first needed.</summary>
internal static class PoisonQueue
{
    public const string Suffix = "-poison";

    /// <summary>Added there before it is deleted here: a crash between the two doubles it, and never loses it.</summary>
    public static async Task MoveAsync(QueueClient queue, QueueClient poison, QueueMessage message, string popReceipt, CancellationToken cancellationToken)
    {
        await poison.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await poison.SendMessageAsync(message.Body, timeToLive: TimeSpan.FromSeconds(-1), cancellationToken: cancellationToken);
        await queue.DeleteMessageAsync(message.MessageId, popReceipt, cancellationToken);
    }

    /// <summary>A message in another encoding than host.json names: no function could be given it, and it would end every read of its queue.</summary>
    /// <param name="poison">Without an encoding: the message goes there as it is.</param>
    public static Task MoveUnreadableAsync(QueueMessageDecodingFailedEventArgs unreadable, QueueClient poison) =>
        MoveAsync(unreadable.Queue, poison, unreadable.ReceivedMessage, unreadable.ReceivedMessage.PopReceipt, unreadable.CancellationToken);
}
