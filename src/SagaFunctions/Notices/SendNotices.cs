using Azure.Storage.Queues.Models;
using DurableSagas.SagaFunctions.Notices.Sending;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Notices;

/// <summary>Sends what a saga's receiver is owed.</summary>
public sealed class SendNotices(NoticeSender sender, NoticeQueue queue)
{
    private static readonly TimeSpan _afterPoison = TimeSpan.FromMinutes(1);

    [Function(nameof(SendNotices))]
    public Task RunAsync([QueueTrigger(NoticeQueue.Queue)] QueueMessage message, CancellationToken cancellationToken) =>
        sender.SendAsync(message.Body.ToString(), cancellationToken);

    /// <summary>Only storage can have failed here, or the process: nothing is given up for that.</summary>
    [Function(nameof(SendNotices) + "Later")]
    public Task AgainAsync([QueueTrigger(NoticeQueue.Queue + RequiredQueue.PoisonSuffix)] QueueMessage message, CancellationToken cancellationToken) =>
        queue.EnqueueAsync(message.Body.ToString(), _afterPoison, cancellationToken);
}
