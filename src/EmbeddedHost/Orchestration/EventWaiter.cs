using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Orchestration;

internal sealed class EventWaiter<T>(DataConverter converter, OrchestratorThread thread, IEventWaiter? older)
    : TaskCompletionSource<T>, IEventWaiter
{
    private CancellationTokenRegistration _cancellation;

    public Type EventType => typeof(T);

    public IEventWaiter? Older => older;

    public bool IsOver => Task.IsCompleted;

    public static T? Read(DataConverter converter, string? input) =>
        input is null ? default : converter.Deserialize<T>(input);

    public void CancelWith(CancellationToken cancellationToken) =>
        _cancellation = cancellationToken.Register(static (waiter, token) => ((EventWaiter<T>)waiter!).Cancel(token), this);

    public void Deliver(string? input)
    {
        var value = Read(converter, input);
        _cancellation.Dispose();
        SetResult(value!);
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        // As for a timer: what another thread cancels would not be cancelled in a replay.
        if (thread.IsCurrent)
        {
            TrySetCanceled(cancellationToken);
        }
    }
}
