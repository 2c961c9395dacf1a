using DurableSagas.DurableTask.Sqlite.Activities;
using DurableSagas.DurableTask.Sqlite.Episodes;
using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Sessions;
using DurableSagas.DurableTask.Sqlite.Store;
using DurableSagas.DurableTask.Sqlite.Timers;
using Microsoft.Extensions.Logging;

namespace DurableSagas.DurableTask.Sqlite.Hub;

/// <summary>What works on a task hub's instances from the start of a worker to its stop.</summary>
internal sealed class Dispatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Recovery _recovery;
    private Task _recovering = Task.CompletedTask;

    public Dispatch(TaskHubStore store, SqliteTaskHubOptions options, InstanceWaiters waiters, bool separatesEntities)
    {
        var (time, loggers) = (options.TimeProvider, options.LoggerFactory);
        Sessions = new SessionPool(options.MaxIdleInstancesInMemory) { SeparatesEntities = separatesEntities };
        var loader = new SessionLoader(store, time);
        var retry = new SessionRetry(store, Sessions, time, loggers.CreateLogger<SessionRetry>());
        _recovery = new Recovery(store, Sessions, time);
        Timers = new TimerDispatcher(store, Sessions, time, options.MaxTimersInMemory);
        Activities = new ActivityQueue(Sessions, options, loggers.CreateLogger<ActivityQueue>());
        Episodes = new EpisodeQueue(options, Sessions, loader, Activities, retry);
        PassingOn = new PassingOn(Sessions, Timers, loggers.CreateLogger<PassingOn>());
        Completion = new EpisodeCompletion(store, Sessions, loader, retry, new AfterEpisode(Sessions, Activities, Timers, PassingOn, waiters));
    }

    public SessionPool Sessions { get; }

    public ActivityQueue Activities { get; }

    public EpisodeQueue Episodes { get; }

    public EpisodeCompletion Completion { get; }

    public PassingOn PassingOn { get; }

    public TimerDispatcher Timers { get; }

    /// <summary>Ends when all that was in the middle of something has been woken.</summary>
    public Task Recovered => _recovering;

    public void Start()
    {
        Timers.Start();
        _recovering = Task.Run(() => _recovery.RunAsync(_stopping.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Sessions.Stop();
        Activities.Stop();
        Timers.Dispose();
        await _recovering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }
}
