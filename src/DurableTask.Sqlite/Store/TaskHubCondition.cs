using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DurableSagas.DurableTask.Sqlite.Store;

/// <summary>Remembers whether the task hub works, and turns SQLite's faults into what callers are told.</summary>
internal sealed partial class TaskHubCondition(string path, ILogger logger)
{
    private readonly ILogger _logger = logger;
    private volatile TaskHubHealth _health = TaskHubHealth.Healthy;

    public TaskHubHealth Health => _health;

    public void Worked()
    {
        if (!_health.IsHealthy && !_health.Stopped)
        {
            _health = TaskHubHealth.Healthy;
            LogAvailable(path);
        }
    }

    /// <summary>A damaged hub stays stopped: writing on could make the file worse.</summary>
    public TaskHubUnavailableException Broke(Exception fault)
    {
        var told = fault switch
        {
            TaskHubUnavailableException known => known,
            SqliteException sqlite => SqliteFaults.Unavailable(path, sqlite),
            _ => new TaskHubUnavailableException($"Task hub '{path}' is not available: {fault.Message}", fault),
        };
        if (fault is SqliteException damage && SqliteFaults.IsDamage(damage))
        {
            Stop(told.Message);
        }
        else if (!_health.Stopped)
        {
            _health = new TaskHubHealth(told.Message);
            LogUnavailable(told.Message);
        }

        return told;
    }

    public void Stop(string problem)
    {
        _health = new TaskHubHealth(problem, Stopped: true);
        LogStopped(problem);
    }

    /// <summary>Null while the hub may be used.</summary>
    public TaskHubUnavailableException? Refusal() =>
        _health is { Stopped: true, Problem: { } problem } ? new TaskHubUnavailableException(problem) : null;

    [LoggerMessage(1, LogLevel.Error, "{Problem} Nothing that was acknowledged is lost; instances go on when it works again.")]
    private partial void LogUnavailable(string problem);

    [LoggerMessage(2, LogLevel.Information, "Task hub '{Path}' works again.")]
    private partial void LogAvailable(string path);

    [LoggerMessage(3, LogLevel.Critical, "{Problem} The task hub has stopped; restart the host when that is mended.")]
    private partial void LogStopped(string problem);
}
