using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.TaskHub;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Client;

/// <summary>Deletes ended instances with all that is kept of them.</summary>
internal sealed class InstancePurger(TimeProvider time, EngineStore store)
{
    private const int PageSize = 100;

    public async Task<PurgeResult> PurgeAsync(string instanceId, CancellationToken cancellationToken)
    {
        var row = await store.WriteAsync(rows => Delete(rows, instanceId), _ => { }, cancellationToken);
        return row switch
        {
            null => new PurgeResult(0, isComplete: true),
            { IsTerminal: true } => new PurgeResult(1, isComplete: true),
            _ => throw new InvalidOperationException(
                $"Instance '{row.Id}' is {row.Status}. Only an instance that is Completed, Failed or Terminated can be purged."),
        };
    }

    /// <summary>A page at a time, so that other changes are not kept waiting.</summary>
    public async Task<PurgeResult> PurgeAsync(PurgeInstancesFilter filter, CancellationToken cancellationToken)
    {
        var ended = FilterOf(filter);
        var since = time.GetTimestamp();
        var (purged, after) = (0, string.Empty);
        while (filter.Timeout is not { } timeout || time.GetElapsedTime(since) < timeout)
        {
            var from = after;
            var page = await store.WriteAsync(rows => DeletePage(rows, ended, from), _ => { }, cancellationToken);
            purged += page.Count;
            if (page.Count < PageSize)
            {
                return new PurgeResult(purged, isComplete: true);
            }

            after = page[^1].Id;
        }

        return new PurgeResult(purged, isComplete: false);
    }

    private static InstanceFilter FilterOf(PurgeInstancesFilter filter)
    {
        var terminal = InstanceFilter.MaskOf(InstanceRow.Ended);
        var asked = filter.Statuses is null ? terminal : InstanceQueries.MaskOf(filter.Statuses);
        return new InstanceFilter
        {
            CreatedFrom = filter.CreatedFrom?.UtcDateTime ?? DateTime.MinValue,
            CreatedTo = filter.CreatedTo?.UtcDateTime ?? DateTime.MaxValue,
            StatusMask = asked & terminal,
        };
    }

    private static InstanceRow? Delete(HubRows rows, string instanceId)
    {
        var row = rows.Instances.Find(instanceId);
        if (row is { IsTerminal: true })
        {
            rows.DeleteInstance(row.Key);
        }

        return row;
    }

    private static List<InstanceRow> DeletePage(HubRows rows, InstanceFilter filter, string after)
    {
        var page = rows.Instances.Page(filter, after, PageSize);
        foreach (var row in page)
        {
            rows.DeleteInstance(row.Key);
        }

        return page;
    }
}
