using DurableSagas.DurableTask.Sqlite.Messages;
using DurableSagas.DurableTask.Sqlite.Store;
using Microsoft.Extensions.Logging;

namespace DurableSagas.DurableTask.Sqlite.Sessions;

/// <summary>Sets back a session whose episode could not be run, and lets it try again from the history later.</summary>
internal sealed partial class SessionRetry(TaskHubStore store, SessionPool sessions, TimeProvider time, ILogger<SessionRetry> logger)
{
    private const int MostDoublings = 8;
    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(250);

    private readonly ILogger _logger = logger;

    public void BackOff(Session session, IEnumerable<Message> taken, Exception? failure = null)
    {
        session.Live = null;
        session.PutBack(taken.Where(message => !message.IsDurable));
        if (store.Health.Stopped)
        {
            sessions.Close(session);
            return;
        }

        var delay = _firstDelay * (1 << Math.Min(session.Failures++, MostDoublings));
        LogRetry(failure, session.Instance.Id, delay);
        session.BackOff();
        session.RetryTimer?.Dispose();
        session.RetryTimer = time.CreateTimer(_ => sessions.Retry(session), null, delay, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(1, LogLevel.Warning, "Instance '{InstanceId}' could not be worked on. It is tried again in {Delay}.")]
    private partial void LogRetry(Exception? failure, string instanceId, TimeSpan delay);
}
