using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Lists;

/// <summary>Writes what lists and counts read; one transaction moves a saga from one status to the next and counts it.</summary>
public sealed class SagaIndex(TableServiceClient tables, TimeProvider time)
{
    public const string Table = IndexRow.Table;

    // Of the sagas under way, and of the counts: in all some five thousand rows, each a few hundred bytes.
    private const int MostRemembered = 5_000;

    private readonly Turns _turns = new(IndexRow.Buckets);
    private readonly TableClient _table = tables.GetTableClient(IndexRow.Table);
    private readonly TableRace _race = new(tables.GetTableClient(IndexRow.Table), RaceLimits.Default, time);
    private readonly RememberedTable _remembered = new(tables.GetTableClient(IndexRow.Table), MostRemembered);

    /// <summary>Records where a saga stands; an entry older than the one known changes nothing.</summary>
    /// <exception cref="RacesLostException">Other sagas of its bucket were counted first, every time.</exception>
    public Task RecordAsync(IndexEntry entry, CancellationToken cancellationToken) =>
        _turns.RunAsync(IndexRow.BucketNumberOf(entry.Id), () => RaceAsync(entry, RecordNowAsync, cancellationToken), cancellationToken);

    /// <summary>Takes a saga out of lists and counts.</summary>
    /// <exception cref="RacesLostException">Other sagas of its bucket were counted first, every time.</exception>
    public Task RemoveAsync(IndexEntry entry, CancellationToken cancellationToken) =>
        _turns.RunAsync(IndexRow.BucketNumberOf(entry.Id), () => RaceAsync(entry, RemoveNowAsync, cancellationToken), cancellationToken);

    private Task<bool> RaceAsync(IndexEntry entry, Func<IndexEntry, CancellationToken, Task<bool>> attempt, CancellationToken cancellationToken) =>
        _race.RunAsync(IndexRow.BucketOf(entry.Id), IndexKey.Main(entry), token => attempt(entry, token), cancellationToken);

    private async Task<bool> RecordNowAsync(IndexEntry entry, CancellationToken cancellationToken)
    {
        var (bucket, key, attempt) = (IndexRow.BucketOf(entry.Id), IndexKey.Main(entry), _remembered.Begin());
        var known = await attempt.FindAsync(bucket, key, cancellationToken);
        var before = ReadOrNull(known);
        if (attempt.IsByMemory && HasNothingNew(before, entry))
        {
            known = await _table.FindAsync(bucket, key, cancellationToken);
            before = ReadOrNull(known);
        }

        if (HasNothingNew(before, entry))
        {
            return false;
        }

        var next = before is not null && before.Status == entry.Status && entry.Status.IsUnderWay() ? entry with { Since = before.Since } : entry;
        await attempt.SubmitAsync(await MoveAsync(attempt, next, known, before, cancellationToken), row => Kept(row, entry), cancellationToken);
        return true;
    }

    private async Task<bool> RemoveNowAsync(IndexEntry entry, CancellationToken cancellationToken)
    {
        var (bucket, key, attempt) = (IndexRow.BucketOf(entry.Id), IndexKey.Main(entry), _remembered.Begin());
        _remembered.Forget(bucket, key);
        if (await _table.FindAsync(bucket, key, cancellationToken) is not { } known)
        {
            return false;
        }

        var before = IndexRow.Read(known);
        await attempt.SubmitAsync(
            [
                new(TableTransactionActionType.Delete, known, known.ETag),
                .. IndexRow.Written(known, [.. IndexKey.Staying(before), .. IndexKey.ByStatus(before)]).Select(staying => Delete(known, staying)),
                await CountAsync(attempt, before, -1, cancellationToken),
            ],
            row => IndexKey.IsCount(row.RowKey) ? row : null,
            cancellationToken);
        return true;
    }

    private static IndexEntry? ReadOrNull(TableEntity? main) => main is null ? null : IndexRow.Read(main);

    private static bool HasNothingNew(IndexEntry? before, IndexEntry entry) =>
        before is not null && (before.Sequence > entry.Sequence || before.ShowsTheSameAs(entry));

    // Of a saga that has ended nothing is written any more.
    private static TableEntity? Kept(TableEntity row, IndexEntry entry) =>
        IndexKey.IsCount(row.RowKey) || (row.RowKey == IndexKey.Main(entry) && !entry.Status.HasEnded()) ? row : null;

    private static async Task<IReadOnlyList<TableTransactionAction>> MoveAsync(
        RememberedTable.Attempt attempt, IndexEntry entry, TableEntity? known, IndexEntry? before, CancellationToken cancellationToken)
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
            actions.Add(await CountAsync(attempt, before!, -1, cancellationToken));
        }

        actions.Add(await CountAsync(attempt, entry, +1, cancellationToken));
        return actions;
    }

    private static async Task<TableTransactionAction> CountAsync(
        RememberedTable.Attempt attempt, IndexEntry entry, long change, CancellationToken cancellationToken)
    {
        var (bucket, key) = (IndexRow.BucketOf(entry.Id), IndexKey.Count(entry));
        var known = await attempt.FindAsync(bucket, key, cancellationToken);
        var count = (known?.GetInt64(IndexRow.Count) ?? 0) + change;
        var row = new TableEntity(bucket, key)
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

    private static TableTransactionAction Put(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);

    private static TableTransactionAction Delete(TableEntity main, string key) =>
        new(TableTransactionActionType.Delete, new TableEntity(main.PartitionKey, key), Azure.ETag.All);
}
