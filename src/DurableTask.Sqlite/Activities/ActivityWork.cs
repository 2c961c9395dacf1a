using DurableSagas.DurableTask.Sqlite.Sessions;
using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Activities;

/// <summary>An activity on its way to a worker, with the session that waits for its answer.</summary>
/// <remarks>Nothing of it is recorded: while the history does not tell its end, it is called again after a restart.</remarks>
internal sealed class ActivityWork : TaskActivityWorkItem
{
    public ActivityWork(Session session, TaskMessage message)
    {
        Session = session;
        TaskMessage = message;
        Id = $"{session.Instance.Id}:{message.Event.EventId}";

        // No other process can take it, so there is no lock to renew.
        LockedUntilUtc = DateTime.MaxValue;
    }

    public Session Session { get; }

    public int Failures { get; set; }

    /// <summary>Kept here so that it is not collected while it waits.</summary>
    public ITimer? RetryTimer { get; set; }
}
