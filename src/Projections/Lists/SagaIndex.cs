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
        _race.RunAsync(IndexRow.BucketOf(entry.Id), IndexRow.MainKey(entry), token => attempt(entry, token), cancellationToken);

    private async Task<bool> RecordNowAsync(IndexEntry entry, CancellationToken cancellationToken)
    {
        var known = await FindAsync(entry.Id, IndexRow.MainKey(entry), cancellationToken);
        var before = known is null ? null : IndexRow.Read(known);
        if (before is not null && (before.Sequence > entry.Sequence || before.Status == entry.Status))
        {
            return false;
        }

        await _table.SubmitTransactionAsync(await MoveAsync(entry, known, before, cancellationToken), cancellationToken);
        return true;
    }

    private async Task<bool> RemoveNowAsync(IndexEntry entry, CancellationToken cancellationToken)
    {
        if (await FindAsync(entry.Id, IndexRow.MainKey(entry), cancellationToken) is not { } known)
        {
            return false;
        }

        var before = IndexRow.Read(known);
        await _table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.Delete, known, known.ETag),
                Delete(IndexRow.ByName(before)),
                .. IndexRow.ByStatus(before).Select(Delete),
                await CountAsync(before, -1, cancellationToken),
            ],
            cancellationToken);
        return true;
    }

    private async Task<IReadOnlyList<TableTransactionAction>> MoveAsync(
        IndexEntry entry, TableEntity? known, IndexEntry? before, CancellationToken cancellationToken)
    {
        var rows = IndexRow.ByStatus(entry).Select(row => new TableTransactionAction(TableTransactionActionType.Add, row));
        var counted = await CountAsync(entry, +1, cancellationToken);
        return before is null
            ? [Add(IndexRow.Main(entry)), Add(IndexRow.ByName(entry)), .. rows, counted]
            :
            [
                new(TableTransactionActionType.UpdateReplace, IndexRow.Main(entry), known!.ETag),
                new(TableTransactionActionType.UpsertReplace, IndexRow.ByName(entry)),
                .. IndexRow.ByStatus(before).Select(Delete),
                .. rows,
                await CountAsync(before, -1, cancellationToken),
                counted,
            ];
    }

    private async Task<TableTransactionAction> CountAsync(IndexEntry entry, long change, CancellationToken cancellationToken)
    {
        var key = IndexRow.CountKey(entry);
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
            (null, _) => Add(row),
            // Callers name declared transactions: the counts must not keep every name that ever was.
            (_, 0) => new TableTransactionAction(TableTransactionActionType.Delete, row, known.ETag),
            _ => new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, known.ETag),
        };
    }

    private Task<TableEntity?> FindAsync(string instanceId, string rowKey, CancellationToken cancellationToken) =>
        _table.FindAsync(IndexRow.BucketOf(instanceId), rowKey, cancellationToken);

    private static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

    private static TableTransactionAction Delete(TableEntity row) => new(TableTransactionActionType.Delete, row, Azure.ETag.All);
}
