using DurableSagas.EmbeddedHost.TaskHub;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

/// <summary>Lets so many commits through and stops the task hub before the next, as a crash would.</summary>
/// <param name="atCrash">Meets the files as the crash leaves them: the change is written and not committed.</param>
internal sealed class CrashGate(long commits, Action? atCrash = null) : ICommitGate
{
    public bool Crashed { get; private set; }

    public bool MayCommit(long commit)
    {
        if (commit > commits && !Crashed)
        {
            Crashed = true;
            atCrash?.Invoke();
        }

        return !Crashed;
    }
}
