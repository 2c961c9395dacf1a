using DurableSagas.EmbeddedHost.TaskHub;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>Sets back a session whose episode could not be run or recorded, and lets it try again from the history later.</summary>
internal sealed partial class SessionRetry(TaskHubStore hub, Sessions sessions, TimeProvider time, ILogger<SessionRetry> logger)
{
    private const int MostDoublings = 8;
    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(100);

    public void BackOff(Session session, IEnumerable<Message> taken, string problem, Exception? failure = null)
    {
        session.Live = null;
        session.PutBack(taken.Where(message => !message.IsDurable));
        if (hub.Health.Stopped)
        {
            sessions.Close(session);
            return;
        }

        var delay = _firstDelay * (1 << Math.Min(session.Failures++, MostDoublings));
        LogRetry(failure, session.Instance.Id, problem, delay);
        sessions.BackOff(session);
        session.RetryTimer?.Dispose();
        session.RetryTimer = time.CreateTimer(_ => sessions.Retry(session), null, delay, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(1, LogLevel.Warning, "Instance '{InstanceId}': {Problem} It is tried again in {Delay}.")]
    private partial void LogRetry(Exception? failure, string instanceId, string problem, TimeSpan delay);
}
