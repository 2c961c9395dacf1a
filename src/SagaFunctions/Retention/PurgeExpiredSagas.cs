using DurableSagas.Projections.Lists;
using DurableSagas.Sagas.Outcomes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Retention;

/// <summary>Purges, every night, what ended longer ago than the settings keep it, sagas above all, and records what it removed.</summary>
public sealed partial class PurgeExpiredSagas(
    SagaLists lists,
    SagaPurger purger,
    RecordPurger records,
    RetentionRuns runs,
    IOptions<RetentionSettings> settings,
    TimeProvider time,
    ILogger<PurgeExpiredSagas> logger)
{
    // Half of the function time-out in host.json: a run that is ended from outside takes its worker with it, and leaves no record.
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(5);

    [Function(nameof(PurgeExpiredSagas))]
    public async Task RunAsync([TimerTrigger("0 0 3 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        Dictionary<string, int> purged = [];
        var (kept, left) = (0, settings.Value.MaxPerRun);
        foreach (var (status, age) in settings.Value.Ages)
        {
            var (removed, stayed) = await PurgeAsync(client, status, startedAt - age, startedAt + _longest, left, cancellationToken);
            purged[status.ToString()] = removed;
            kept += stayed;
            left -= removed;
        }

        foreach (var (table, purge) in records.Tables)
        {
            purged[table] = await PurgedAsync(table, purge(client, startedAt, startedAt + _longest, cancellationToken), cancellationToken);
        }

        await runs.AddAsync(new RetentionRun(startedAt, time.GetUtcNow(), purged, kept), cancellationToken);
    }

    // What a page shows is gone when the next one is asked for; what is kept is stepped over by the token.
    private async Task<(int Removed, int Kept)> PurgeAsync(
        DurableTaskClient client, SagaStatus status, DateTimeOffset before, DateTimeOffset until, int most, CancellationToken cancellationToken)
    {
        var filter = new SagaFilter(null, status, null, before);
        var (removed, kept) = (0, 0);
        for (string? token = null; removed < most && time.GetUtcNow() < until;)
        {
            var page = await lists.ListAsync(filter, Math.Min(most - removed, SagaLists.MaxPageSize), token, cancellationToken);
            foreach (var entry in page.Items.Where(entry => entry.Since < before).TakeWhile(_ => time.GetUtcNow() < until))
            {
                var isGone = await IsPurgedAsync(client, entry, cancellationToken);
                (removed, kept) = (removed + (isGone ? 1 : 0), kept + (isGone ? 0 : 1));
            }

            if ((token = page.ContinuationToken) is null)
            {
                break;
            }
        }

        return (removed, kept);
    }

    // The sagas that were purged are on record all the same.
    private async Task<int> PurgedAsync(string table, Task<int> purge, CancellationToken cancellationToken)
    {
        try
        {
            return await purge;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogTableNotPurged(logger, exception, table);
            return 0;
        }
    }

    // One saga that cannot be purged must not keep the others.
    private async Task<bool> IsPurgedAsync(DurableTaskClient client, IndexEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await purger.PurgeAsync(client, entry, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotPurged(logger, exception, entry.Id);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Saga '{InstanceId}' could not be purged; the next run tries again.")]
    private static partial void LogNotPurged(ILogger logger, Exception exception, string instanceId);

    [LoggerMessage(2, LogLevel.Error, "Table '{Table}' could not be purged of what has expired; the next run tries again.")]
    private static partial void LogTableNotPurged(ILogger logger, Exception exception, string table);
}
