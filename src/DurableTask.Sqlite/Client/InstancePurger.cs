using System.Diagnostics;
using DurableSagas.DurableTask.Sqlite.Hub;
using DurableSagas.DurableTask.Sqlite.Instances;
using DurableSagas.DurableTask.Sqlite.Queries;
using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Client;

/// <summary>Deletes instances that have ended, with all that is recorded of them. Their sub-orchestrations stay.</summary>
internal sealed class InstancePurger(OpenTaskHub hub)
{
    private const int PageSize = 200;

    public async Task<PurgeResult> PurgeAsync(string instanceId)
    {
        var status = await hub.Store.WriteAsync<OrchestrationStatus?>(
            rows =>
            {
                var standing = rows.Instances.StandingOf(instanceId);
                if (standing.HasEnded && standing.Exists)
                {
                    rows.DeleteInstance(standing.Key);
                }

                return standing.Exists ? standing.Status : null;
            },
            _ => { },
            CancellationToken.None);
        return status switch
        {
            null => new PurgeResult(0),
            { } found when Statuses.IsEnd(found) => new PurgeResult(1),
            _ => throw new InvalidOperationException(
                $"Instance '{instanceId}' is {status}. Only an instance that has ended can be purged: terminate it first."),
        };
    }

    /// <summary>Page by page, so that others get a turn between them.</summary>
    public async Task<PurgeResult> PurgeAsync(PurgeInstanceFilter filter)
    {
        var begun = Stopwatch.GetTimestamp();
        var query = QueryOf(filter);
        var deleted = 0;
        var after = PageStart.First;
        while (true)
        {
            var page = await PurgePageAsync(query, after, _ => true);
            deleted += page.Count;
            if (page.Count < PageSize)
            {
                return new PurgeResult(deleted, isComplete: true);
            }

            if (filter.Timeout is { } limit && Stopwatch.GetElapsedTime(begun) >= limit)
            {
                return new PurgeResult(deleted, isComplete: false);
            }

            after = PageStart.After(page[^1]);
        }
    }

    /// <summary>An entity never ends. It may go while it is where it was and nothing waits for it.</summary>
    public Task<bool> TryPurgeEntityAsync(OrchestrationInstance entity) => hub.Store.WriteAsync(
        rows =>
        {
            var isIdle = rows.Instances.Find(entity.InstanceId) is { } row && row.ExecutionId == entity.ExecutionId
                && rows.Inbox.Of(row.Key, DateTime.MaxValue).Count == 0;
            if (isIdle)
            {
                rows.DeleteInstance(rows.Instances.StandingOf(entity.InstanceId).Key);
            }

            return isIdle;
        },
        _ => { },
        CancellationToken.None);

    /// <summary>Those whose named time is not after the threshold.</summary>
    public async Task PurgeAsync(DateTime threshold, OrchestrationStateTimeRangeFilterType time)
    {
        var limit = threshold.ToUniversalTime();
        var query = new InstanceQuery
        {
            StatusMask = Statuses.Ended,
            CreatedTo = time == OrchestrationStateTimeRangeFilterType.OrchestrationCreatedTimeFilter ? limit : DateTime.MaxValue,
        };
        List<InstanceRow> page;
        var after = PageStart.First;
        do
        {
            page = await PurgePageAsync(query, after, row => TimeOf(row, time) <= limit);
            after = page.Count == 0 ? after : PageStart.After(page[^1]);
        }
        while (page.Count == PageSize);
    }

    private static DateTime TimeOf(InstanceRow row, OrchestrationStateTimeRangeFilterType time) => time switch
    {
        OrchestrationStateTimeRangeFilterType.OrchestrationCreatedTimeFilter => row.Created,
        OrchestrationStateTimeRangeFilterType.OrchestrationCompletedTimeFilter => row.Completed ?? DateTime.MaxValue,
        OrchestrationStateTimeRangeFilterType.OrchestrationLastUpdatedTimeFilter => row.Updated,
        _ => throw new ArgumentOutOfRangeException(nameof(time), time, "A purge compares the created, completed or last updated time."),
    };

    private static InstanceQuery QueryOf(PurgeInstanceFilter filter) => new()
    {
        CreatedFrom = filter.CreatedTimeFrom.ToUniversalTime(),
        CreatedTo = filter.CreatedTimeTo?.ToUniversalTime() ?? DateTime.MaxValue,
        StatusMask = Statuses.Ended & (filter.RuntimeStatus?.ToList() is { Count: > 0 } statuses ? Statuses.MaskOf(statuses) : Statuses.All),
    };

    private Task<List<InstanceRow>> PurgePageAsync(InstanceQuery query, PageStart after, Predicate<InstanceRow> isMeant) => hub.Store.WriteAsync(
        rows =>
        {
            var page = rows.Pages.Read(query, after, PageSize);
            page.FindAll(isMeant).ForEach(row => rows.DeleteInstance(row.Key));
            return page;
        },
        _ => { },
        CancellationToken.None);
}
