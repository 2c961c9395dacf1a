using DurableSagas.EmbeddedHost.TaskHub;

namespace DurableSagas.Benchmarks.Engine;

/// <summary>Counts commits.</summary>
internal sealed class CountingGate : ICommitGate
{
    private long _commits;

    public long Commits => Volatile.Read(ref _commits);

    public bool MayCommit(long commit)
    {
        Volatile.Write(ref _commits, commit);
        return true;
    }
}
