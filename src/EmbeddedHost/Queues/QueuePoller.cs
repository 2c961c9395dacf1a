using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Queues;

/// <summary>Asks a queue for messages for as long as the host runs: at once while there are some, else after growing pauses.</summary>
internal sealed partial class QueuePoller(QueueClient queue, QueueWorker worker, QueueSettings settings, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<Task> _working = [];

    public async Task RunAsync(CancellationToken stopping, CancellationToken givenUp)
    {
        var pause = _firstPause;
        while (!stopping.IsCancellationRequested)
        {
            var messages = await ReceiveAsync(stopping);
            _working.UnionWith(messages.Select(message => worker.WorkAsync(message, givenUp)));
            pause = messages.Length > 0 ? _firstPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, settings.MaxPollingInterval.Ticks));
            await WaitAsync(messages.Length > 0 ? TimeSpan.Zero : pause, stopping);
        }

        await Task.WhenAll(_working);
    }

    private async Task<QueueMessage[]> ReceiveAsync(CancellationToken stopping)
    {
        try
        {
            return await queue.ReceiveMessagesAsync(settings.BatchSize, MessageHold.Length, stopping);
        }
        catch (OperationCanceledException)
        {
            return [];
        }
        catch (Exception exception)
        {
            // The queue may be made later; storage may come back.
            LogNotRead(logger, (exception as RequestFailedException)?.ErrorCode ?? exception.Message, queue.Name);
            return [];
        }
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken stopping)
    {
        try
        {
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, time, stopping);
            }

            _working.RemoveWhere(work => work.IsCompleted);
            while (_working.Count > settings.NewBatchThreshold)
            {
                await Task.WhenAny(_working).WaitAsync(stopping);
                _working.RemoveWhere(work => work.IsCompleted);
            }
        }
        catch (OperationCanceledException)
        {
            // The loop sees it, too.
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "Queue '{Queue}' could not be read: {Reason}.")]
    private static partial void LogNotRead(ILogger logger, string reason, string queue);
}
