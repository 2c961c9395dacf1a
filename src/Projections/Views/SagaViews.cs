using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Approvals;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Notices;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Views;

/// <summary>The table of views: reads what a change is about, folds it in, and writes what has changed.</summary>
/// <param name="moves">Whoever listens in this process; null: nobody.</param>
/// <param name="notices">Sends what receivers are owed; null where none can be registered.</param>
public sealed class SagaViews(
    TableServiceClient tables, SagaIndex index, TimeProvider time, ViewMoves? moves = null, INoticeQueue? notices = null) : ISagaProjection
{
    public const string Table = SagaRow.Table;

    private const int MaxTransaction = 100;

    // A filter takes fifteen comparisons (Azure Table service).
    private const int MostNamed = 12;

    // Of the sagas under way some seven hundred, with a few steps each.
    private const int MostRemembered = 5_000;

    private const string AllRows = "";
    private const string SagaRowAlone = $" and RowKey eq '{SagaRow.RowKey}'";

    private readonly ListedSteps _steps = new(time);
    private readonly ApprovalIndex _approvals = new(tables);
    private readonly TableClient _table = tables.GetTableClient(SagaRow.Table);
    private readonly RememberedTable _remembered = new(tables.GetTableClient(SagaRow.Table), MostRemembered);
    private readonly TableRace _race = new(tables.GetTableClient(SagaRow.Table), RaceLimits.Default, time);

    /// <inheritdoc/>
    public Task RecordAsync(SagaRows change, CancellationToken cancellationToken) =>
        RecordAsync(change, overSameSequence: false, mayRecall: true, cancellationToken);

    /// <summary>Records what a history says: beside others who write the saga's rows, so they are read.</summary>
    /// <param name="overSameSequence">Rows of the same sequence are written over, too: they may say something else than they should.</param>
    internal Task RecordRebuiltAsync(SagaRows change, bool overSameSequence, CancellationToken cancellationToken) =>
        RecordAsync(change, overSameSequence, mayRecall: false, cancellationToken);

    private async Task RecordAsync(SagaRows change, bool overSameSequence, bool mayRecall, CancellationToken cancellationToken)
    {
        var id = change.Head!.Saga.Id;
        // A fold moves on only; what else is written follows from where the saga stands, which is read.
        var (before, after) = await WriteAsync(
            id,
            FilterOf(change.Steps.Keys),
            rows => SagaFold.Apply(rows, change, overSameSequence),
            cancellationToken,
            overSameSequence,
            recalled: mayRecall ? change.Steps.Keys : null);
        for (var mark = StuckMark.Of(before, after, change); mark is not null;)
        {
            var (_, marked) = await WriteAsync(mark.SagaId, SagaRowAlone, mark.On, cancellationToken);
            mark = mark.Above(marked);
        }
    }

    /// <summary>Records an end that no activity could.</summary>
    /// <param name="seen">Where the view stood by which it was judged: one that has moved on since is left.</param>
    public Task RecordAsync(string instanceId, SagaStatus seen, OutsideEnd end, CancellationToken cancellationToken) =>
        WriteAsync(instanceId, AllRows, rows => SagaFold.Mark(rows, seen, end.Status, end.Error, end.At ?? time.GetUtcNow()), cancellationToken);

    /// <summary>
    /// Records that a saga has been scheduled, of which no activity has told yet: without an instance it is known from here
    /// on to have been purged, and is never started again.
    /// </summary>
    /// <param name="seen">Where the view stood: announced, or failed and then rewound.</param>
    public Task RecordBegunAsync(string instanceId, SagaStatus seen, CancellationToken cancellationToken) =>
        WriteAsync(instanceId, SagaRowAlone, rows => SagaFold.Mark(rows, seen, SagaStatus.Running, null, time.GetUtcNow()), cancellationToken);

    /// <summary>Deletes every row of a saga's view; its entry in the lists stays.</summary>
    public async Task DeleteAsync(string instanceId, CancellationToken cancellationToken)
    {
        _remembered.Forget(instanceId, SagaRow.RowKey);
        var rows = await ReadAsync(instanceId, AllRows, cancellationToken);
        // The saga's row goes last: what stops half-way is still found, and deleted by the next run.
        foreach (var transaction in rows.Keys.OrderDescending(StringComparer.Ordinal).Chunk(MaxTransaction))
        {
            await _table.SubmitTransactionAsync(
                transaction.Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(instanceId, key), ETag.All)),
                cancellationToken);
        }
    }

    // A few steps' rows are named; more are read with all of the view.
    private static string FilterOf(IEnumerable<int> steps)
    {
        string[] rows = [SagaRow.RowKey, .. steps.Select(SagaRow.StepKey)];
        return rows.Length > MostNamed ? AllRows : $" and ({string.Join(" or ", rows.Select(row => $"RowKey eq '{row}'"))})";
    }

    private async Task<(SagaRows Before, SagaRows After)> WriteAsync(
        string instanceId,
        string filter,
        Func<SagaRows, SagaRows> fold,
        CancellationToken cancellationToken,
        bool overSameSequence = false,
        IEnumerable<int>? recalled = null)
    {
        var (before, after, write) = await _race.RunAsync(
            instanceId, SagaRow.RowKey, token => AttemptAsync(instanceId, filter, recalled, fold, token), cancellationToken);
        if (notices is not null && write.IsTold)
        {
            // Before the lists: a notice that is not on its way is found by the entry that lags behind.
            await notices.EnqueueAsync(instanceId, cancellationToken);
        }

        await ListAsync(write, after, cancellationToken);
        // Who comes late, or again, may be repeating what stopped before it was listed.
        var isAgain = overSameSequence || ReferenceEquals(before.Head, after.Head);
        await _approvals.MoveAsync([.. WaitingApproval.In(before)], [.. WaitingApproval.In(after)], isAgain, cancellationToken);
        if (after.Head is { } head)
        {
            moves?.Tell(new ViewMove(instanceId, head.Status, head.Sequence));
        }

        return (before, after);
    }

    private async Task<(SagaRows Before, SagaRows After, SagaWrite Write)> AttemptAsync(
        string instanceId, string filter, IEnumerable<int>? recalled, Func<SagaRows, SagaRows> fold, CancellationToken cancellationToken)
    {
        var attempt = _remembered.Begin();
        var stored = recalled is not null && Recall(attempt, instanceId, recalled) is { } known
            ? new StoredRows(instanceId, known)
            : new StoredRows(instanceId, await ReadAsync(instanceId, filter, cancellationToken));
        var (after, actions) = Folded(stored, fold);
        if (attempt.IsByMemory && actions.Length == 0)
        {
            stored = new StoredRows(instanceId, await ReadAsync(instanceId, filter, cancellationToken));
            (after, actions) = Folded(stored, fold);
        }

        // The saga's row goes last: it is what says that the steps' rows are there.
        foreach (var transaction in actions.Chunk(MaxTransaction).Reverse())
        {
            await attempt.SubmitAsync(
                transaction, row => after.Head!.Status.HasEnded() || NoticeRow.Is(row) ? null : stored.Kept(row), cancellationToken);
        }

        var written = actions.Select(action => (TableEntity)action.Entity).FirstOrDefault(row => row.RowKey == SagaRow.RowKey);
        return (stored.Rows, after, new SagaWrite(stored.Saga, written, actions.Any(action => NoticeRow.Is(action.Entity))));
    }

    private (SagaRows After, TableTransactionAction[] Actions) Folded(StoredRows stored, Func<SagaRows, SagaRows> fold)
    {
        var after = fold(stored.Rows);
        return (after, ReferenceEquals(after, stored.Rows) ? [] : [.. stored.ActionsTo(after, time.GetUtcNow())]);
    }

    // A step's row that is not known is taken for one that is not there: where it is, its insert fails, and with it the saga's.
    private static Dictionary<string, TableEntity>? Recall(RememberedTable.Attempt attempt, string instanceId, IEnumerable<int> steps)
    {
        if (!attempt.TryRecall(instanceId, SagaRow.RowKey, out var saga) || saga is null)
        {
            return null;
        }

        Dictionary<string, TableEntity> rows = new(StringComparer.Ordinal) { [SagaRow.RowKey] = saga };
        foreach (var key in steps.Select(SagaRow.StepKey))
        {
            if (attempt.TryRecall(instanceId, key, out var step) && step is not null)
            {
                rows[key] = step;
            }
        }

        return rows;
    }

    private async Task<Dictionary<string, TableEntity>> ReadAsync(string instanceId, string filter, CancellationToken cancellationToken)
    {
        Dictionary<string, TableEntity> rows = new(StringComparer.Ordinal);
        var ofSaga = $"{TableClient.CreateQueryFilter($"PartitionKey eq {instanceId}")}{filter}";
        await foreach (var row in _table.QueryAsync<TableEntity>(ofSaga, select: StoredRows.Columns, cancellationToken: cancellationToken))
        {
            rows[row.RowKey] = row;
        }

        return rows;
    }

    private async Task ListAsync(SagaWrite write, SagaRows after, CancellationToken cancellationToken)
    {
        if (write.Now is { } now && IndexEntry.Of(now) is { } entry && _steps.Next(entry, after, write) is { } next)
        {
            await index.RecordAsync(next, cancellationToken);
            _steps.Tell(next);
        }
    }
}
