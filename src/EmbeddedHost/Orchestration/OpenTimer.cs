using DurableTask.Core;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>A durable timer; cancelling it takes it out of the open tasks, so that the orchestration need not wait for it.</summary>
internal sealed class OpenTimer(int id, OpenTasks openTasks, OrchestratorThread thread) : TaskCompletionSource, IOpenTask
{
    private CancellationTokenRegistration _cancellation;

    public OpenTaskKind Kind => OpenTaskKind.Timer;

    public void CancelWith(CancellationToken cancellationToken) =>
        _cancellation = cancellationToken.Register(static timer => ((OpenTimer)timer!).Cancel(), this);

    public void Complete(string? result)
    {
        _cancellation.Dispose();
        SetResult();
    }

    public void Fail(string? reason, FailureDetails? details) =>
        throw new NotSupportedException($"Timer #{id} was reported as failed ('{reason}'), which no timer can.");

    private void Cancel()
    {
        // A token that another thread cancels (the host's shutdown) must not be seen: replay would not see it.
        if (thread.IsCurrent && openTasks.Cancel(id))
        {
            SetCanceled();
        }
    }
}
