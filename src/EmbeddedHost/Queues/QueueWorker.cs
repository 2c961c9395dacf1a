using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using DurableSagas.EmbeddedHost.Functions;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Queues;

/// <summary>Works one message off: runs the function, then deletes the message, gives it back, or moves it to the poison queue.</summary>
internal sealed partial class QueueWorker(AppFunction function, QueueClient queue, QueueClient? poison, QueueSettings settings, FunctionInvoker invoker, TimeProvider time, ILogger logger)
{
    /// <summary>Never throws: what fails here, the queue delivers again.</summary>
    public async Task WorkAsync(QueueMessage message, CancellationToken givenUp)
    {
        try
        {
            var (succeeded, popReceipt) = await RunAsync(message, givenUp);
            // Whatever was decided is carried out, also when the host stops meanwhile.
            await SettleAsync(message, popReceipt, succeeded, CancellationToken.None);
        }
        catch (OperationCanceledException) when (givenUp.IsCancellationRequested)
        {
            // The message becomes visible by itself.
        }
        catch (Exception exception)
        {
            LogNotSettled(logger, exception, function.Name, message.MessageId, queue.Name);
        }
    }

    private async Task<(bool Succeeded, string PopReceipt)> RunAsync(QueueMessage message, CancellationToken givenUp)
    {
        // Only a crash while it was being moved brings a message here more often than is allowed.
        if (poison is not null && message.DequeueCount > settings.MaxDequeueCount)
        {
            return (false, message.PopReceipt);
        }

        var hold = new MessageHold(queue, message, time);
        try
        {
            await invoker.RunAsync(function, new QueueCall(message), _ => ValueTask.FromResult(true), givenUp);
            await hold.DisposeAsync();
            return (true, hold.PopReceipt);
        }
        catch (Exception) when (!givenUp.IsCancellationRequested)
        {
            // The invoker has logged it.
            await hold.DisposeAsync();
            return (false, hold.PopReceipt);
        }
        catch
        {
            await hold.DisposeAsync();
            throw;
        }
    }

    private async Task SettleAsync(QueueMessage message, string popReceipt, bool succeeded, CancellationToken cancellationToken)
    {
        if (succeeded)
        {
            await queue.DeleteMessageAsync(message.MessageId, popReceipt, cancellationToken);
        }
        else if (poison is null)
        {
            // As the extension has it: a poison queue has none of its own, and its message waits until its hold ends.
        }
        else if (message.DequeueCount < settings.MaxDequeueCount)
        {
            await queue.UpdateMessageAsync(message.MessageId, popReceipt, visibilityTimeout: settings.VisibilityTimeout, cancellationToken: cancellationToken);
        }
        else
        {
            LogPoison(logger, function.Name, message.MessageId, message.DequeueCount, poison.Name);
            await PoisonQueue.MoveAsync(queue, poison, message, popReceipt, cancellationToken);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Queue function '{FunctionName}': message '{MessageId}' could not be taken from queue '{Queue}' after its run; it is delivered again.")]
    private static partial void LogNotSettled(ILogger logger, Exception exception, string functionName, string messageId, string queue);

    [LoggerMessage(2, LogLevel.Error, "Queue function '{FunctionName}': message '{MessageId}' failed {Deliveries} times and goes to queue '{Poison}'.")]
    private static partial void LogPoison(ILogger logger, string functionName, string messageId, long deliveries, string poison);
}
