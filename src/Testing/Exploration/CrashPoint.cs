using DurableSagas.Testing.Faults;

namespace DurableSagas.Testing.Exploration;

/// <summary>Where the host of a case crashes.</summary>
/// <param name="Commit">Of its task hub, counted from 1.</param>
internal sealed record CrashPoint(int Commit, bool IsAfter)
{
    public void Order(InjectedFaults faults)
    {
        if (IsAfter)
        {
            faults.CrashAfterCommit(Commit);
        }
        else
        {
            faults.CrashBeforeCommit(Commit);
        }
    }

    public override string ToString() => $"the host crashes {(IsAfter ? "after" : "before")} commit {Commit}";
}
