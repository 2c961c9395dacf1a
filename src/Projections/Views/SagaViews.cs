using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Approvals;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Views;

/// <summary>The table of views: reads what a change is about, folds it in, and writes what has changed.</summary>
public sealed class SagaViews(TableServiceClient tables, SagaIndex index, TimeProvider time) : ISagaProjection
{
    public const string Table = SagaRow.Table;

    private const int MaxTransaction = 100;

    // A filter takes fifteen comparisons (Azure Table service).
    private const int MostNamed = 12;

    private const string AllRows = "";
    private const string SagaRowAlone = $" and RowKey eq '{SagaRow.RowKey}'";

    private readonly ApprovalIndex _approvals = new(tables);
    private readonly TableClient _table = tables.GetTableClient(SagaRow.Table);
    private readonly TableRace _race = new(tables.GetTableClient(SagaRow.Table), RaceLimits.Default, time);

    /// <inheritdoc/>
    public Task RecordAsync(SagaRows change, CancellationToken cancellationToken) => RecordAsync(change, overSameSequence: false, cancellationToken);

    /// <param name="overSameSequence">Rows of the same sequence are written over, too: they may say something else than they should.</param>
    internal async Task RecordAsync(SagaRows change, bool overSameSequence, CancellationToken cancellationToken)
    {
        var id = change.Head!.Saga.Id;
        var (before, after) = await WriteAsync(
            id, FilterOf(change.Steps.Keys), rows => SagaFold.Apply(rows, change, overSameSequence), cancellationToken, overSameSequence);
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
        string instanceId, string filter, Func<SagaRows, SagaRows> fold, CancellationToken cancellationToken, bool overSameSequence = false)
    {
        var (before, after, write) = await _race.RunAsync(
            instanceId, SagaRow.RowKey, token => AttemptAsync(instanceId, filter, fold, token), cancellationToken);
        await ListAsync(write, cancellationToken);
        // Who comes late, or again, may be repeating what stopped before it was listed.
        var isAgain = overSameSequence || ReferenceEquals(before.Head, after.Head);
        await _approvals.MoveAsync([.. WaitingApproval.In(before)], [.. WaitingApproval.In(after)], isAgain, cancellationToken);
        return (before, after);
    }

    private async Task<(SagaRows Before, SagaRows After, SagaWrite Write)> AttemptAsync(
        string instanceId, string filter, Func<SagaRows, SagaRows> fold, CancellationToken cancellationToken)
    {
        var stored = new StoredRows(instanceId, await ReadAsync(instanceId, filter, cancellationToken));
        var after = fold(stored.Rows);
        TableTransactionAction[] actions = ReferenceEquals(after, stored.Rows) ? [] : [.. stored.ActionsTo(after, time.GetUtcNow())];
        // The saga's row goes last: it is what says that the steps' rows are there.
        foreach (var transaction in actions.Reverse().Chunk(MaxTransaction))
        {
            await _table.SubmitTransactionAsync(transaction, cancellationToken);
        }

        var written = actions.Select(action => (TableEntity)action.Entity).FirstOrDefault(row => row.RowKey == SagaRow.RowKey);
        return (stored.Rows, after, new SagaWrite(stored.Saga, written));
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

    private async Task ListAsync(SagaWrite write, CancellationToken cancellationToken)
    {
        if (write is { ChangesLists: true, Now: { } now } && IndexEntry.Of(now) is { } entry)
        {
            await index.RecordAsync(entry, cancellationToken);
        }
    }
}
