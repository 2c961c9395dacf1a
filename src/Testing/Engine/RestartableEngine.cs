using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.TaskHub;
using DurableSagas.Testing.Faults;
using DurableSagas.Testing.Queues;
using DurableSagas.Testing.Time;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DurableSagas.Testing.Engine;

/// <summary>The embedded engine on a task hub in memory that outlives it, so that it can crash and be opened again.</summary>
internal sealed class RestartableEngine : IAsyncDisposable
{
    // Real time, and only to say why a test hangs.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly EngineSettings _settings = new()
    {
        TaskHubPath = $"{TaskHubSettings.InMemoryPath}{Guid.NewGuid():N}",
        MaxConcurrentActivityFunctions = 32,
        MaxConcurrentOrchestratorFunctions = 4,
        StoresInputs = true,
    };

    private readonly TestFunctions _functions;
    private readonly VirtualTime _time;
    private readonly TimeRule _rule;
    private readonly EventQueues _queues;
    private readonly CrashGate _crashes;
    private readonly ILoggerFactory _loggers;
    private readonly SqliteConnection _anchor;
    private OrchestrationEngine _engine;

    private RestartableEngine(TestFunctions functions, VirtualTime time, TimeRule rule, EventQueues queues, CrashGate crashes, ILoggerFactory loggers)
    {
        (_functions, _time, _rule, _queues, _crashes, _loggers) = (functions, time, rule, queues, crashes, loggers);
        _anchor = new SqliteConnection($"Data Source={_settings.TaskHubPath[TaskHubSettings.InMemoryPath.Length..]};Mode=Memory;Cache=Shared;Pooling=False");
        _anchor.Open();
        _engine = Open();
    }

    public DurableTaskClient Client => _engine.Client;

    /// <summary>How often the host has crashed.</summary>
    public int Crashes { get; private set; }

    public static async Task<RestartableEngine> StartAsync(TestFunctions functions, VirtualTime time, TimeRule rule, EventQueues queues, CrashGate crashes, ILoggerFactory loggers)
    {
        var engine = new RestartableEngine(functions, time, rule, queues, crashes, loggers);
        await engine._engine.StartAsync(CancellationToken.None);
        return engine;
    }

    /// <summary>Ends when nothing will happen before time moves or somebody asks for something; a host that crashes meanwhile is opened again.</summary>
    public async Task SettleAsync()
    {
        while (true)
        {
            try
            {
                await Task.WhenAny(_engine.WhenIdleAsync(), _crashes.Down).WaitAsync(_patience);
            }
            catch (TimeoutException)
            {
                throw new TimeoutException($"The host has not come to rest in {_patience}. Running: {string.Join("; ", _functions.Running.DefaultIfEmpty("no activity"))}. Virtual time stands still under {_rule} until each of them waits for it.");
            }

            if (!_crashes.HasCrashed)
            {
                return;
            }

            await ReopenAsync();
        }
    }

    /// <summary>Moves time to the next timer; false when there is none, or time is moved by hand.</summary>
    public bool TryJump() => _rule != TimeRule.ByHand && TryJump(DateTimeOffset.MaxValue);

    /// <summary>Moves time to the next timer up to <paramref name="latest"/>; false when there is none.</summary>
    public bool TryJump(DateTimeOffset latest)
    {
        DateTimeOffset? durable = _engine.NextTimerDueAt is { } due ? new DateTimeOffset(due, TimeSpan.Zero) : null;
        DateTimeOffset?[] waits = [durable, _time.NextDueAt, _queues.NextDueAt];
        if (waits.Min() is not { } next || next > latest)
        {
            return false;
        }

        _time.JumpTo(next);
        return true;
    }

    /// <summary>Stops the host in the ordinary way and opens it again.</summary>
    public async Task ReopenAsync()
    {
        Crashes += _crashes.HasCrashed ? 1 : 0;
        await StopAsync();
        _crashes.Reopen();
        _engine = Open();
        await _engine.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _anchor.DisposeAsync();
    }

    private OrchestrationEngine Open()
    {
        var engine = _time.WithHousekeeping(() => OrchestrationEngine.Open(_settings, _functions, _time, _loggers, _crashes));
        _functions.Work = engine.Work;
        return engine;
    }

    // An activity of the stopped host must not run on beside the new one; one that does not listen is left behind.
    private async Task StopAsync()
    {
        await _engine.DisposeAsync();
        try
        {
            await _functions.WhenAllEndAsync().WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
        }
    }
}
