using Azure;
using Azure.Data.Tables;

namespace DurableSagas.Participants.Tables;

/// <summary>Changes rows that others change too: read, decide and write by ETag, and all of it again when another writer was first.</summary>
/// <remarks>
/// Nobody waits for a lock, and of those who meet one always wins. An attempt may run many times, so it reads all that it
/// decides by, and does nothing but read and write.
/// <code>
/// await race.RunAsync(partition, "visits", async token =>
/// {
///     var row = await table.FindAsync(partition, "visits", token) ?? new TableEntity(partition, "visits");
///     row["Count"] = (row.GetInt32("Count") ?? 0) + 1;
///     return await table.PutAsync(row, token);
/// }, cancellationToken);
/// </code>
/// </remarks>
public sealed class TableRace(TableClient table, RaceLimits? limits = null, TimeProvider? timeProvider = null)
{
    private readonly RaceLimits _limits = limits ?? RaceLimits.Default;
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;

    /// <summary>Which failures of an attempt are lost races; the others are passed on.</summary>
    public Predicate<RequestFailedException> IsLost { get; init; } = TableConflict.Is;

    /// <param name="rowKey">The row that the attempt is about, as the exception names it.</param>
    /// <param name="attempt">Reads, decides and writes; what it returns is returned.</param>
    /// <exception cref="RacesLostException">Other writers were first, every time.</exception>
    public async Task<T> RunAsync<T>(string partitionKey, string rowKey, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        for (var losses = 1; ; losses++)
        {
            try
            {
                return await attempt(cancellationToken);
            }
            catch (RequestFailedException conflict) when (IsLost(conflict))
            {
                if (losses >= _limits.MaximumLosses)
                {
                    throw new RacesLostException(table.Name, partitionKey, rowKey, losses, conflict);
                }
            }

            await Task.Delay(_limits.PauseAfter(losses), _time, cancellationToken);
        }
    }
}
