namespace DurableSagas.DurableTask.Sqlite.Store;

/// <summary>Asked around each commit; a test closes it to see what a crash at that point leaves behind.</summary>
internal interface ICommitGate
{
    /// <summary>The change is written and not committed.</summary>
    bool MayCommit(long commit);

    /// <summary>The change is committed, and nobody knows it yet.</summary>
    bool MayReport(long commit) => true;
}
