using System.Collections.Concurrent;

namespace DurableSagas.LocalHost.Rpc;

/// <summary>Brings a worker process that is awaited together with the stream that it opens.</summary>
internal sealed class WorkerStreams
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<WorkerStream>> _awaited = new(StringComparer.Ordinal);

    /// <summary>Must be called before the process is started.</summary>
    public Task<WorkerStream> Expect(string workerId) =>
        _awaited.GetOrAdd(workerId, _ => new TaskCompletionSource<WorkerStream>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Forget(string workerId)
    {
        if (_awaited.TryRemove(workerId, out var awaited))
        {
            awaited.TrySetCanceled();
        }
    }

    /// <summary>False for a worker that nobody started, or one that is here already.</summary>
    public bool TryArrive(string workerId, WorkerStream stream) =>
        _awaited.TryRemove(workerId, out var awaited) && awaited.TrySetResult(stream);
}
