using System.Collections.Concurrent;

namespace DurableSagas.BenchmarkPeers.Driving;

/// <summary>What has ended in this process, by id: who waits for it is told, and who listens to the process reads it.</summary>
public sealed class Ends(TextWriter output)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<PeerWorkload>> _waiting = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public Task<PeerWorkload> Expect(string id) =>
        (_waiting[id] = new TaskCompletionSource<PeerWorkload>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>An end that nobody in this process waits for was begun by one before it.</summary>
    public void Ended(string id, PeerWorkload workload)
    {
        if (_waiting.TryRemove(id, out var waiting))
        {
            waiting.SetResult(workload);
        }

        if (!id.StartsWith(LineProtocol.Measured, StringComparison.Ordinal))
        {
            lock (_gate)
            {
                output.WriteLine($"{LineWords.EndOf}{id}");
                output.Flush();
            }
        }
    }
}
