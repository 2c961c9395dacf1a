using System.Collections.Concurrent;
using DurableSagas.Projections.Notices;

namespace DurableSagas.SagaFunctions.Tests.Notices;

/// <summary>Of which sagas notices were to be sent.</summary>
internal sealed class AskedToSend : INoticeQueue
{
    public ConcurrentQueue<string> Sagas { get; } = [];

    public Task EnqueueAsync(string sagaId, CancellationToken cancellationToken)
    {
        Sagas.Enqueue(sagaId);
        return Task.CompletedTask;
    }
}
