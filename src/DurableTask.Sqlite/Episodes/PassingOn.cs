using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Messages;
using DurableSagas.DurableTask.Sqlite.Sessions;
using DurableSagas.DurableTask.Sqlite.Timers;
using Microsoft.Extensions.Logging;

namespace DurableSagas.DurableTask.Sqlite.Episodes;

/// <summary>Brings to memory what has been recorded: messages, timers, new instances.</summary>
internal sealed partial class PassingOn(SessionPool sessions, TimerDispatcher timers, ILogger<PassingOn> logger)
{
    private readonly ILogger _logger = logger;

    public void Pass(Outbox outbox)
    {
        foreach (var started in outbox.Started)
        {
            Begin(started);
        }

        foreach (var ended in outbox.Ended)
        {
            sessions.Forget(ended.InstanceKey);
        }

        foreach (var (target, message) in outbox.Deliveries)
        {
            sessions.Post(target, message);
        }

        foreach (var timer in outbox.Delayed)
        {
            timers.Add(timer);
        }
    }

    public void Begin(StartedInstance started)
    {
        if (started.IsRefused)
        {
            LogRefused(started.Row.Id, started.Row.Status.ToString());
            return;
        }

        if (started.Replaced is { } replaced)
        {
            sessions.Forget(replaced);
        }

        if (started.Row.ScheduledStart is { } due)
        {
            timers.Add(new TimerRow(due, started.Row.InstanceKey, TimerRow.Start));
        }
        else
        {
            sessions.Begin(started);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Instance '{InstanceId}' was not started: one of this id exists and is {Status}.")]
    private partial void LogRefused(string instanceId, string status);
}
