using DurableSagas.EmbeddedHost.TaskHub;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>What the client needs of the engine: the task hub, and those who must hear of what it changed there.</summary>
internal sealed class EngineStore(
    TaskHubStore hub, Sessions sessions, TimerDispatcher timers, InstanceStarts starts, InstanceWaiters waiters, WorkInProgress work)
{
    public Sessions Sessions => sessions;

    public TimerDispatcher Timers => timers;

    public InstanceStarts Starts => starts;

    public InstanceWaiters Waiters => waiters;

    public TResult Read<TResult>(Func<HubRows, TResult> read) => hub.Read(read);

    /// <summary>The engine is not idle until the change has been passed on.</summary>
    public async Task<TResult> WriteAsync<TResult>(
        Func<HubRows, TResult> apply, Action<TResult> committed, CancellationToken cancellationToken)
    {
        work.Begin();
        try
        {
            return await hub.WriteAsync(apply, committed, cancellationToken);
        }
        finally
        {
            work.End();
        }
    }
}
