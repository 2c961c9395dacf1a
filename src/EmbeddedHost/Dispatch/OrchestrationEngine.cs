using DurableSagas.EmbeddedHost.Client;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Orchestration;
using DurableSagas.EmbeddedHost.TaskHub;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>Runs orchestrations and their activities in one process, on one task hub.</summary>
internal sealed class OrchestrationEngine : IAsyncDisposable
{
    private readonly TaskHubStore _hub;
    private readonly TimeProvider _time;
    private readonly Sessions _sessions;
    private readonly WorkInProgress _work = new();
    private readonly ActivityDispatcher _activities;
    private readonly TimerDispatcher _timers;
    private readonly OrchestrationDispatcher _orchestrations;
    private readonly InstanceWaiters _waiters = new();
    private readonly IdleSessions _idleSessions;
    private readonly CancellationTokenSource _stopping = new();
    private Task _recovery = Task.CompletedTask;
    private bool _stopped;

    /// <summary>The engine closes the task hub when it stops.</summary>
    public OrchestrationEngine(
        EngineSettings settings, IDurableFunctions functions, TimeProvider time, ILoggerFactory loggers, TaskHubStore hub)
    {
        _hub = hub;
        _time = time;
        var runtime = new OrchestrationRuntime(functions, loggers, settings);
        _sessions = new Sessions(_work);
        _activities = new ActivityDispatcher(
            settings, functions, _sessions, _work, time, loggers.CreateLogger<ActivityDispatcher>());
        _timers = new TimerDispatcher(hub, _sessions, time);
        var starts = new InstanceStarts(_sessions, _timers, runtime, loggers.CreateLogger<InstanceStarts>());
        var retry = new SessionRetry(hub, _sessions, time, loggers.CreateLogger<SessionRetry>());
        var after = new AfterCommit(
            _sessions, _activities, _timers, starts, _waiters, retry, runtime, time, loggers.CreateLogger<AfterCommit>());
        _orchestrations = new OrchestrationDispatcher(
            settings, hub, _sessions, new SessionLoader(hub, runtime), _activities, _timers, retry, after, time);
        _idleSessions = new IdleSessions(_sessions, settings.ExtendedSessionIdleTimeout, time);
        Client = new EmbeddedDurableTaskClient(
            settings, functions.DataConverter, time, new EngineStore(hub, _sessions, _timers, starts, _waiters, _work));
    }

    public EmbeddedDurableTaskClient Client { get; }

    public TaskHubHealth Health => _hub.Health;

    public int InstancesInMemory => _sessions.Count;

    /// <summary>What the engine has in hand; a test in virtual time takes out of it the activities that only wait for that time.</summary>
    public WorkInProgress Work => _work;

    /// <summary>True when nothing will happen before a timer is due or somebody asks for something.</summary>
    public bool IsIdle => _work.IsIdle;

    /// <summary>Null when no durable timer waits.</summary>
    public DateTime? NextTimerDueAt => _timers.NextDueAt;

    public static OrchestrationEngine Open(
        EngineSettings settings, IDurableFunctions functions, TimeProvider time, ILoggerFactory loggers, ICommitGate? gate = null)
    {
        var hub = new TaskHubSettings(settings.TaskHubPath, settings.HubName) { CacheSizeInKib = settings.CacheSizeInKib };
        return new OrchestrationEngine(settings, functions, time, loggers, TaskHubStore.Open(hub, loggers, gate));
    }

    public Task WhenIdleAsync() => _work.WhenIdleAsync();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _work.Begin();
        _activities.Start();
        _orchestrations.Start();
        _timers.Start();
        _recovery = Task.Run(() => new Recovery(_hub, _sessions, _work, _time).RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Lets the episodes in flight be recorded, gives activities up, and closes the task hub.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        await _stopping.CancelAsync();
        _activities.Stop();
        _timers.Dispose();
        _idleSessions.Dispose();
        await _orchestrations.StopAsync().WaitAsync(cancellationToken);
        await _recovery.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _hub.DisposeAsync();
        _waiters.Stop();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _activities.Dispose();
        _stopping.Dispose();
    }
}
