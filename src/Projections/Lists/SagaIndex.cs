using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Rows;

namespace DurableSagas.Projections.Lists;

/// <summary>Writes what lists and counts read; one transaction moves a saga from one status to the next and counts it.</summary>
public sealed class SagaIndex(TableServiceClient tables, TimeProvider time)
{
    public const string Table = IndexRow.Table;

    private readonly BucketTurns _turns = new();
    private readonly TableClient _table = tables.GetTableClient(IndexRow.Table);
    private readonly TableRace _race = new(tables.GetTableClient(IndexRow.Table), RaceLimits.Default, time);

    /// <summary>Records where a saga stands; an entry older than the one known changes nothing.</summary>
    /// <exception cref="RacesLostException">Other sagas of its bucket were counted first, every time.</exception>
    public Task RecordAsync(IndexEntry entry, CancellationToken cancellationToken) =>
        _turns.RunAsync(entry.Id, () => RaceAsync(entry, RecordNowAsync, cancellationToken), cancellationToken);

    /// <summary>Takes a saga out of lists and counts.</summary>
    /// <exception cref="RacesLostException">Other sagas of its bucket were counted first, every time.</exception>
    public Task RemoveAsync(IndexEntry entry, CancellationToken cancellationToken) =>
        _turns.RunAsync(entry.Id, () => RaceAsync(entry, RemoveNowAsync, cancellationToken), cancellationToken);

    private Task<bool> RaceAsync(IndexEntry entry, Func<IndexEntry, CancellationToken, Task<bool>> attempt, CancellationToken cancellationToken) =>
        _race.RunAsync(IndexRow.BucketOf(entry.Id), IndexKey.Main(entry), token => attempt(entry, token), cancellationToken);

    private async Task<bool> RecordNowAsync(IndexEntry entry, CancellationToken cancellationToken)
    {
        var known = await FindAsync(entry.Id, IndexKey.Main(entry), cancellationToken);
        var before = known is null ? null : IndexRow.Read(known);
        if (before is not null && (before.Sequence > entry.Sequence || before.ShowsTheSameAs(entry)))
        {
            return false;
        }

        await _table.SubmitTransactionAsync(await MoveAsync(entry, known, before, cancellationToken), cancellationToken);
        return true;
    }

    private async Task<bool> RemoveNowAsync(IndexEntry entry, CancellationToken cancellationToken)
    {
        if (await FindAsync(entry.Id, IndexKey.Main(entry), cancellationToken) is not { } known)
        {
            return false;
        }

        var before = IndexRow.Read(known);
        await _table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Delete, known, known.ETag),
                .. IndexRow.Written(known, [.. IndexKey.Staying(before), .. IndexKey.ByStatus(before)]).Select(key => Delete(known, key)),
                await CountAsync(before, -1, cancellationToken),
            ],
            cancellationToken);
        return true;
    }

    private async Task<IReadOnlyList<TableTransactionAction>> MoveAsync(
        IndexEntry entry, TableEntity? known, IndexEntry? before, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> actions =
        [
            known is null
                ? new(TableTransactionActionType.Add, IndexRow.Main(entry))
                : new(TableTransactionActionType.UpdateReplace, IndexRow.Main(entry), known.ETag),
            .. IndexRow.Staying(entry).Concat(IndexRow.ByStatus(entry)).Select(Put),
        ];
        if (before?.Status == entry.Status)
        {
            return actions;
        }

        if (known is not null)
        {
            actions.AddRange(IndexRow.Written(known, IndexKey.ByStatus(before!)).Select(key => Delete(known, key)));
            actions.Add(await CountAsync(before!, -1, cancellationToken));
        }

        actions.Add(await CountAsync(entry, +1, cancellationToken));
        return actions;
    }

    private async Task<TableTransactionAction> CountAsync(IndexEntry entry, long change, CancellationToken cancellationToken)
    {
        var key = IndexKey.Count(entry);
        var known = await FindAsync(entry.Id, key, cancellationToken);
        var count = (known?.GetInt64(IndexRow.Count) ?? 0) + change;
        var row = new TableEntity(IndexRow.BucketOf(entry.Id), key)
        {
            [SagaRow.Name] = entry.Name,
            [SagaRow.Version] = entry.Version,
            [SagaRow.Status] = entry.Status.ToString(),
            [IndexRow.Count] = count,
        };
        return (known, count) switch
        {
            (null, _) => new TableTransactionAction(TableTransactionActionType.Add, row),
            // Callers name declared transactions: the counts must not keep every name that ever was.
            (_, 0) => new TableTransactionAction(TableTransactionActionType.Delete, row, known.ETag),
            _ => new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, known.ETag),
        };
    }

    private Task<TableEntity?> FindAsync(string instanceId, string rowKey, CancellationToken cancellationToken) =>
        _table.FindAsync(IndexRow.BucketOf(instanceId), rowKey, cancellationToken);

    private static TableTransactionAction Put(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);

    private static TableTransactionAction Delete(TableEntity main, string key) =>
        new(TableTransactionActionType.Delete, new TableEntity(main.PartitionKey, key), Azure.ETag.All);
}
