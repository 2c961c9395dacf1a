using System.Collections.Concurrent;
using DurableSagas.Projections.Notices;

namespace DurableSagas.Projections.Tests.Notices;

/// <summary>Who was asked to send notices, of which saga; fails while it is told to.</summary>
internal sealed class AskedToSend : INoticeQueue
{
    public ConcurrentQueue<string> Sagas { get; } = [];

    public bool IsDown { get; set; }

    public Task EnqueueAsync(string sagaId, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            throw new IOException("The queue is down.");
        }

        Sagas.Enqueue(sagaId);
        return Task.CompletedTask;
    }
}
