using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace DurableSagas.EmbeddedHost.Queues;

/// <summary>Keeps a message from other readers while its function runs.</summary>
/// <remarks>The extension holds a message for ten minutes at a time; one process that starts again should see its own sooner.</remarks>
internal sealed class MessageHold : IAsyncDisposable
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private readonly QueueClient _queue;
    private readonly QueueMessage _message;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _released = new();
    private readonly Task _renewing;

    public MessageHold(QueueClient queue, QueueMessage message, TimeProvider time)
    {
        (_queue, _message, _time, PopReceipt) = (queue, message, time, message.PopReceipt);
        _renewing = RenewAsync();
    }

    /// <summary>What proves that the message is ours; each renewal changes it.</summary>
    public string PopReceipt { get; private set; }

    /// <summary>Renews no more; the message can then be deleted or given back by <see cref="PopReceipt"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync();
        await _renewing;
        _released.Dispose();
    }

    private async Task RenewAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Length / 2, _time, _released.Token);
                PopReceipt = (await _queue.UpdateMessageAsync(_message.MessageId, PopReceipt, visibilityTimeout: Length, cancellationToken: CancellationToken.None)).Value.PopReceipt;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or Azure.RequestFailedException)
        {
            // Released; or lost, and the message is delivered once more: at least once is what a queue promises.
        }
    }
}
