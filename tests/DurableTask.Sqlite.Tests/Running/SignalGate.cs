using DurableSagas.DurableTask.Sqlite.Store;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

/// <summary>Tells a test of each commit, and asks another gate about it.</summary>
internal sealed class SignalGate(ICommitGate? inner = null) : ICommitGate
{
    private TaskCompletionSource _next = NewSignal();

    public long Commits { get; private set; }

    /// <summary>Ends after the next commit.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public bool MayCommit(long commit) => Tell(inner?.MayCommit(commit) != false);

    public bool MayReport(long commit)
    {
        Commits = commit;
        var may = inner?.MayReport(commit) != false;
        Interlocked.Exchange(ref _next, NewSignal()).TrySetResult();
        return may;
    }

    private bool Tell(bool may)
    {
        if (!may)
        {
            Interlocked.Exchange(ref _next, NewSignal()).TrySetResult();
        }

        return may;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
