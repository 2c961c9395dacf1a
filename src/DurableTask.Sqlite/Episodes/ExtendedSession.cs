using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Episodes;

/// <summary>Lets a dispatcher keep an orchestrator alive for the messages that come next.</summary>
internal sealed class ExtendedSession(EpisodeWork work, EpisodeQueue queue, SqliteTaskHubOptions options) : IOrchestrationSession
{
    public async Task<IList<TaskMessage>?> FetchNewOrchestrationMessagesAsync(TaskOrchestrationWorkItem workItem)
    {
        if (!work.HoldsSession)
        {
            return null;
        }

        try
        {
            await work.Owner.WhenArrivedAsync().WaitAsync(options.ExtendedSessionIdleTimeout, options.TimeProvider);
        }
        catch (TimeoutException)
        {
            return null;
        }

        work.Taken = queue.Take(work.Owner);
        return work.Taken.Count == 0 ? null : work.Taken.ConvertAll(message => message.Task);
    }

    public Task EndSessionAsync() => Task.CompletedTask;
}
