using DurableSagas.DurableTask.Sqlite.Store;

namespace DurableSagas.DurableTask.Sqlite.Tests.Crashes;

/// <summary>Stops the task hub at a commit, as a crash would.</summary>
/// <param name="at">Number of the commit.</param>
/// <param name="after">It is still made, and nobody hears of it.</param>
/// <param name="atCrash">Meets the files as the crash leaves them.</param>
internal sealed class CrashGate(long at, bool after, Action? atCrash = null) : ICommitGate
{
    private readonly TaskCompletionSource _crash = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Crash => _crash.Task;

    public bool Crashed => _crash.Task.IsCompleted;

    public bool MayCommit(long commit) => !Crashed && (after || commit != at || Stop());

    public bool MayReport(long commit) => !Crashed && (!after || commit != at || Stop());

    private bool Stop()
    {
        atCrash?.Invoke();
        _crash.SetResult();
        return false;
    }
}
