using DurableSagas.EmbeddedHost.TaskHub;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

/// <summary>Lets so many commits through and stops the task hub before the next, as a crash would.</summary>
internal sealed class CrashGate(long commits) : ICommitGate
{
    public bool Crashed { get; private set; }

    public bool MayCommit(long commit)
    {
        Crashed |= commit > commits;
        return !Crashed;
    }
}
