using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Queries;
using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Client;

/// <summary>Waits for the end of an instance without asking for it again and again.</summary>
internal sealed class InstanceWaiting(InstanceQueries queries, InstanceWaiters waiters, TimeProvider time)
{
    /// <summary>Null when it has not ended in time.</summary>
    public async Task<OrchestrationState?> WaitAsync(string instanceId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instanceId);
        if (timeout < TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A wait has a timeout of zero or more, or Timeout.InfiniteTimeSpan.");
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var end = waiters.WaitAsync(instanceId, () => EndOf(instanceId), waiting.Token);
        try
        {
            return await end.WaitAsync(timeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            await waiting.CancelAsync();
        }
    }

    private OrchestrationState? EndOf(string instanceId) => queries.Find(instanceId) switch
    {
        null => throw new ArgumentException($"Instance '{instanceId}' was not found.", nameof(instanceId)),
        { } state when Statuses.IsEnd(state.OrchestrationStatus) => state,
        _ => null,
    };
}
