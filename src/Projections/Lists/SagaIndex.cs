using Azure.Data.Tables;

namespace DurableSagas.Projections.Lists;

/// <summary>Writes what lists and counts read; one transaction moves a saga from one status to the next and counts it.</summary>
public sealed class SagaIndex(TableServiceClient tables, TimeProvider time)
{
    public const string Table = IndexRow.Table;

    private const int MaxConflicts = 30;
    private static readonly TimeSpan _maxPause = TimeSpan.FromMilliseconds(200);

    private readonly BucketTurns _turns = new();
    private readonly TableClient _table = tables.GetTableClient(IndexRow.Table);

    /// <summary>Records where a saga stands; an entry older than the one known changes nothing.</summary>
    /// <exception cref="Azure.RequestFailedException">Storage failed, or others changed the same rows first every time.</exception>
    public Task RecordAsync(IndexEntry entry, CancellationToken cancellationToken) => _turns.RunAsync(entry.Id, () => RecordNowAsync(entry, cancellationToken), cancellationToken);

    /// <summary>Takes a saga out of lists and counts.</summary>
    public Task RemoveAsync(IndexEntry entry, CancellationToken cancellationToken) => _turns.RunAsync(entry.Id, () => RemoveNowAsync(entry, cancellationToken), cancellationToken);

    private async Task RecordNowAsync(IndexEntry entry, CancellationToken cancellationToken)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            var known = await FindAsync(entry.Id, IndexRow.MainKey(entry), cancellationToken);
            var before = known is null ? null : IndexRow.Read(known);
            if (before is not null && (before.Sequence > entry.Sequence || before.Status == entry.Status))
            {
                return;
            }

            try
            {
                await _table.SubmitTransactionAsync(await MoveAsync(entry, known, before, cancellationToken), cancellationToken);
                return;
            }
            catch (TableTransactionFailedException moved) when (moved.Status is 404 or 409 or 412 && conflicts < MaxConflicts)
            {
                // Another saga of this bucket was counted between the reads and the write: read again.
                await Task.Delay(_maxPause * Random.Shared.NextDouble(), time, cancellationToken);
            }
        }
    }

    private async Task RemoveNowAsync(IndexEntry entry, CancellationToken cancellationToken)
    {
        for (var conflicts = 0; await FindAsync(entry.Id, IndexRow.MainKey(entry), cancellationToken) is { } known; conflicts++)
        {
            var before = IndexRow.Read(known);
            try
            {
                await _table.SubmitTransactionAsync(
                    [
                        new(TableTransactionActionType.Delete, known, known.ETag),
                        Delete(IndexRow.ByName(before)),
                        .. IndexRow.ByStatus(before).Select(Delete),
                        await CountAsync(before, -1, cancellationToken),
                    ],
                    cancellationToken);
                return;
            }
            catch (TableTransactionFailedException moved) when (moved.Status is 404 or 409 or 412 && conflicts < MaxConflicts)
            {
                await Task.Delay(_maxPause * Random.Shared.NextDouble(), time, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<TableTransactionAction>> MoveAsync(IndexEntry entry, TableEntity? known, IndexEntry? before, CancellationToken cancellationToken)
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

    private async Task<TableEntity?> FindAsync(string instanceId, string rowKey, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(IndexRow.BucketOf(instanceId), rowKey, cancellationToken: cancellationToken);
        return row.HasValue ? row.Value : null;
    }

    private static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

    private static TableTransactionAction Delete(TableEntity row) => new(TableTransactionActionType.Delete, row, Azure.ETag.All);
}
