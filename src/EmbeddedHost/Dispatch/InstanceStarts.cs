using DurableSagas.EmbeddedHost.Orchestration;
using DurableSagas.EmbeddedHost.TaskHub;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>Brings instances to life after their start has been recorded.</summary>
internal sealed partial class InstanceStarts(
    Sessions sessions, TimerDispatcher timers, OrchestrationRuntime runtime, ILogger<InstanceStarts> logger)
{
    public void Recorded(NewInstance instance, StartedInstance outcome)
    {
        if (outcome.Refused)
        {
            LogRefused(outcome.Row.Id, outcome.Row.Status.ToString());
            return;
        }

        if (outcome.Replaced is { } replaced)
        {
            sessions.Forget(replaced);
        }

        Begin(instance, outcome.Row);
    }

    private void Begin(NewInstance instance, InstanceRow row)
    {
        var key = new InstanceKey(row.Key, row.Id);
        if (row.ScheduledStart is { } due)
        {
            timers.Add(new TimerRow(due, key, TimerRow.Start));
        }
        else if (sessions.AreMany)
        {
            sessions.Wake(key);
        }
        else
        {
            var live = new LiveInstance(row, new OrchestrationExecution(runtime, []), instance.Started);
            sessions.Begin(key, live, [Message.OfStart(instance.Started)]);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Instance '{InstanceId}' was not started: one of this id exists and is {Status}.")]
    private partial void LogRefused(string instanceId, string status);
}
