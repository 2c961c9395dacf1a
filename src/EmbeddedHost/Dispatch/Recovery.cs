using DurableSagas.EmbeddedHost.TaskHub;

namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>After a start, wakes the instances that were in the middle of something; those that wait are left in the hub.</summary>
internal sealed class Recovery(TaskHubStore hub, Sessions sessions, WorkInProgress work)
{
    private const int PageSize = 1000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var last = hub.Read(rows => rows.Instances.LastKey());
        await WakeAsync((rows, after) => rows.Instances.OpenAfter(after, PageSize), last, cancellationToken);
        await WakeAsync((rows, after) => rows.Inbox.WaitingAfter(after, PageSize), last, cancellationToken);
        work.End();
    }

    private async Task WakeAsync(Func<HubRows, long, List<InstanceKey>> read, long last, CancellationToken cancellationToken)
    {
        var after = 0L;
        while (!cancellationToken.IsCancellationRequested)
        {
            var page = hub.Read(rows => read(rows, after));
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
}
