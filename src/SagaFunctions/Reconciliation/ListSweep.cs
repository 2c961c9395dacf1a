using DurableSagas.Projections.Lists;
using Microsoft.Extensions.Options;

namespace DurableSagas.SagaFunctions.Reconciliation;

/// <summary>Goes through a list, some of it each time, from where the sweep before has stopped.</summary>
public sealed class ListSweep(SweepPlace place, IOptions<ReconciliationSettings> settings, TimeProvider time)
{
    /// <param name="list">Under which the place is kept.</param>
    /// <param name="read">A page of this size, behind this token.</param>
    /// <param name="since">Since when an entry is there: one that is new may still be written to.</param>
    internal async Task RunAsync<T>(
        string list,
        Func<int, string?, Task<(IReadOnlyList<T> Items, string? Next)>> read,
        Func<T, DateTimeOffset> since,
        Func<T, Task> mend,
        CancellationToken cancellationToken)
    {
        var token = await place.FindAsync(list, cancellationToken);
        for (var left = settings.Value.MaxPerRun; left > 0;)
        {
            (var items, token) = await PageAsync(read, Math.Min(left, SagaLists.MaxPageSize), token);
            foreach (var item in items.Where(item => since(item) <= time.GetUtcNow() - settings.Value.After))
            {
                await mend(item);
            }

            left -= Math.Max(1, items.Count);
            await place.KeepAsync(list, token, cancellationToken);
            if (token is null)
            {
                return;
            }
        }
    }

    // A place that can be read no more is the beginning.
    private static async Task<(IReadOnlyList<T> Items, string? Next)> PageAsync<T>(
        Func<int, string?, Task<(IReadOnlyList<T> Items, string? Next)>> read, int size, string? token)
    {
        try
        {
            return await read(size, token);
        }
        catch (ContinuationTokenException)
        {
            return await read(size, null);
        }
    }
}
