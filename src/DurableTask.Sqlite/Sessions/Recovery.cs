using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Store;

namespace DurableSagas.DurableTask.Sqlite.Sessions;

/// <summary>After a start, wakes the instances that were in the middle of something; those that wait are left in the hub.</summary>
internal sealed class Recovery(TaskHubStore hub, SessionPool sessions, TimeProvider time)
{
    private const int PageSize = 1000;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var last = await ReadAsync(rows => rows.Instances.LastKey(), cancellationToken);
        await WakeAsync((rows, after) => rows.Instances.OpenAfter(after, PageSize), last, cancellationToken);
        await WakeAsync((rows, after) => rows.Inbox.WaitingAfter(after, PageSize), last, cancellationToken);
    }

    private async Task WakeAsync(Func<HubRows, long, List<InstanceKey>> read, long last, CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            var page = await ReadAsync(rows => read(rows, after), cancellationToken);
            foreach (var instance in page.Where(found => found.Key <= last))
            {
                sessions.Wake(instance);
            }

            if (page.Count < PageSize || page[^1].Key >= last)
            {
                return;
            }

            after = page[^1].Key;
            await sessions.WhenFewReadyAsync().WaitAsync(cancellationToken);
        }
    }

    // The hub reports what is wrong with it; whoever must be woken must be, however long that takes.
    private async Task<T> ReadAsync<T>(Func<HubRows, T> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return hub.Read(read);
            }
            catch (TaskHubUnavailableException) when (!hub.Health.Stopped)
            {
                await Task.Delay(_pause, time, cancellationToken);
            }
        }
    }
}
