using DurableSagas.DurableTask.Sqlite.Messages;
using DurableSagas.DurableTask.Sqlite.Sessions;
using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Episodes;

/// <summary>A session that a dispatcher has fetched, with the messages of its next episode.</summary>
internal sealed class EpisodeWork : TaskOrchestrationWorkItem
{
    public EpisodeWork(Session owner, LiveInstance live, List<Message> taken)
    {
        Owner = owner;
        Taken = taken;
        InstanceId = owner.Instance.Id;
        OrchestrationRuntimeState = new OrchestrationRuntimeState(live.State.Events) { Status = live.State.Status };
        NewMessages = taken.ConvertAll(message => message.Task);

        // No other process can take it, so there is no lock to renew.
        LockedUntilUtc = DateTime.MaxValue;
    }

    public Session Owner { get; }

    /// <summary>The messages that no commit has taken out yet.</summary>
    public List<Message> Taken { get; set; }

    /// <summary>The dispatcher has the session; false when it was given back.</summary>
    public bool HoldsSession { get; set; } = true;

    /// <summary>The orchestrator is kept for its next messages.</summary>
    public bool IsExtended => Session is not null;
}
