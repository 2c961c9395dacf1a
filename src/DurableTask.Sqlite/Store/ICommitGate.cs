namespace DurableSagas.DurableTask.Sqlite.Store;

/// <summary>Asked before each commit; a test closes it to see what a crash at that point leaves behind.</summary>
internal interface ICommitGate
{
    bool MayCommit(long commit);
}
