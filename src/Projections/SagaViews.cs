using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using DurableSagas.Projections.Lists;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Projections;

/// <summary>Moves views on as activities tell, each row only to a higher sequence.</summary>
public sealed class SagaViews(TableServiceClient tables, SagaIndex index, TimeProvider time) : ISagaProjection
{
    public const string Table = SagaRow.Table;

    private const int MaxConflicts = 10;
    private const int MaxTransaction = 100;

    private bool _writesOverSameSequence;

    private readonly TableClient _table = tables.GetTableClient(SagaRow.Table);

    /// <summary>A writer that also writes over rows of the same sequence: they may say something else than they should.</summary>
    internal SagaViews OverSameSequence() => new(tables, index, time) { _writesOverSameSequence = true };

    /// <inheritdoc/>
    public async Task RecordStepAsync(StepChange change, CancellationToken cancellationToken)
    {
        var write = await WriteAsync(
            change.InstanceId,
            $" and (RowKey eq '{SagaRow.RowKey}' or RowKey eq '{SagaRow.StepKey(change.Step.Ordinal)}')",
            rows =>
            [
                SagaRowOf(rows, new SagaIdentity(change.InstanceId, change.Saga, change.Protocol, change.Version), change.SagaStartedAt, change.Sequence, StepColumns(change)),
                StepRow(rows, change.InstanceId, change.Sequence, change.Step),
            ],
            cancellationToken);
        await ListAsync(write, cancellationToken);
        if (change is { Status: SagaStatus.Stuck, ParentId: { } parent })
        {
            // The parent's sequence stays: its next change, after the rewind, moves it on.
            await MarkAsync(parent, SagaStatus.Stuck, $"{change.Saga}: {change.Error}", cancellationToken);
        }
        else if (change is { ParentId: { } mended } && write.EndsStuck)
        {
            await MarkAsync(mended, change.StatusOfParent, string.Empty, cancellationToken, onlyIf: SagaStatus.Stuck);
        }
    }

    /// <inheritdoc/>
    public async Task RecordAsync(SagaTimeline timeline, CancellationToken cancellationToken)
    {
        var write = await WriteAsync(
            timeline.InstanceId,
            string.Empty,
            rows =>
            [
                SagaRowOf(rows, new SagaIdentity(timeline.InstanceId, timeline.Name, timeline.Protocol, timeline.Version), timeline.StartedAt, timeline.Sequence, FinalColumns(timeline)),
                .. timeline.Steps.Select(step => StepRow(rows, timeline.InstanceId, timeline.Sequence, step)),
            ],
            cancellationToken);
        await ListAsync(write, cancellationToken);
    }

    /// <summary>Records an end that no activity could: the instance was terminated or purged, or failed by a bug.</summary>
    /// <param name="seen">The view by which it was judged: one that has moved on since is left.</param>
    public Task RecordEndFromOutsideAsync(SagaView seen, SagaStatus status, string error, CancellationToken cancellationToken) =>
        MarkAsync(seen.Id, status, error, cancellationToken, onlyIf: seen.Status);

    /// <summary>Records that a saga has been scheduled, of which no activity has told yet: without an instance it is known from here on to have been purged, and is never started again.</summary>
    public Task RecordBegunAsync(string instanceId, CancellationToken cancellationToken) =>
        MarkAsync(instanceId, SagaStatus.Running, string.Empty, cancellationToken, onlyIf: SagaStatus.Pending);

    /// <summary>Deletes every row of a saga's view; its entry in the lists stays.</summary>
    public async Task DeleteAsync(string instanceId, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {instanceId}"), cancellationToken);
        // The saga's row goes last: what stops half-way is still found, and deleted by the next run.
        foreach (var transaction in rows.Keys.OrderDescending(StringComparer.Ordinal).Chunk(MaxTransaction))
        {
            await _table.SubmitTransactionAsync(transaction.Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(instanceId, key), ETag.All)), cancellationToken);
        }
    }

    private async Task<SagaWrite> WriteAsync(string instanceId, string filter, Func<Dictionary<string, TableEntity>, IEnumerable<TableTransactionAction?>> change, CancellationToken cancellationToken)
    {
        for (var conflicts = 0; ; conflicts++)
        {
            var rows = await ReadAsync($"{TableClient.CreateQueryFilter($"PartitionKey eq {instanceId}")}{filter}", cancellationToken);
            TableTransactionAction[] actions = [.. change(rows).OfType<TableTransactionAction>()];
            var write = new SagaWrite(rows.GetValueOrDefault(SagaRow.RowKey), actions.Select(action => (TableEntity)action.Entity).FirstOrDefault(row => row.RowKey == SagaRow.RowKey));
            if (actions.Length == 0)
            {
                return write;
            }

            try
            {
                // The saga's row goes last: it is what says that the steps' rows are there.
                foreach (var transaction in actions.Reverse().Chunk(MaxTransaction))
                {
                    await _table.SubmitTransactionAsync(transaction, cancellationToken);
                }

                return write;
            }
            catch (TableTransactionFailedException moved) when (moved.Status is 409 or 412 && conflicts < MaxConflicts)
            {
                // Another branch of the same saga wrote between the read and the write: read again.
            }
        }
    }

    private async Task<Dictionary<string, TableEntity>> ReadAsync(string filter, CancellationToken cancellationToken)
    {
        Dictionary<string, TableEntity> rows = new(StringComparer.Ordinal);
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey", SagaRow.Name, SagaRow.Protocol, SagaRow.Version, SagaRow.Status, SagaRow.CreatedAt, SagaRow.UpdatedAt, SagaRow.Sequence], cancellationToken: cancellationToken))
        {
            rows[row.RowKey] = row;
        }

        return rows;
    }

    // Without change but guarded by its ETag: the row is ahead, and stays as it is.
    private TableTransactionAction SagaRowOf(Dictionary<string, TableEntity> rows, SagaIdentity saga, DateTimeOffset? startedAt, long sequence, TableEntity columns)
    {
        var known = rows.GetValueOrDefault(SagaRow.RowKey);
        if (known is not null && !IsBehind(known, sequence))
        {
            return new TableTransactionAction(TableTransactionActionType.UpdateMerge, new TableEntity(saga.InstanceId, SagaRow.RowKey), known.ETag);
        }

        (columns.PartitionKey, columns.RowKey) = (saga.InstanceId, SagaRow.RowKey);
        columns[SagaRow.Sequence] = sequence;
        columns[SagaRow.UpdatedAt] = time.GetUtcNow();
        columns[SagaRow.Error] ??= string.Empty;
        return known is null
            ? new TableTransactionAction(TableTransactionActionType.Add, Unannounced(saga, startedAt, columns))
            : new TableTransactionAction(TableTransactionActionType.UpdateMerge, columns, known.ETag);
    }

    private bool IsBehind(TableEntity? known, long sequence) =>
        SagaRow.SequenceOf(known) < sequence || (_writesOverSameSequence && SagaRow.SequenceOf(known) == sequence);

    // No starter wrote it: a sub-saga, or one started through the management API.
    private TableEntity Unannounced(SagaIdentity saga, DateTimeOffset? startedAt, TableEntity row)
    {
        row[SagaRow.Name] = saga.Name;
        row[SagaRow.Protocol] = saga.Protocol.ToString();
        row[SagaRow.Version] = saga.Version;
        row[SagaRow.CreatedAt] = startedAt ?? time.GetUtcNow();
        return row;
    }

    private async Task MarkAsync(string instanceId, SagaStatus status, string error, CancellationToken cancellationToken, SagaStatus? onlyIf = null)
    {
        var write = await WriteAsync(
            instanceId,
            $" and RowKey eq '{SagaRow.RowKey}'",
            rows => rows.TryGetValue(SagaRow.RowKey, out var saga) && (onlyIf is null || saga.GetString(SagaRow.Status) == onlyIf.ToString())
                ? [new TableTransactionAction(TableTransactionActionType.UpdateMerge, new TableEntity(instanceId, saga.RowKey) { [SagaRow.Status] = status.ToString(), [SagaRow.Error] = ShortText.Of(error), [SagaRow.UpdatedAt] = time.GetUtcNow() }, saga.ETag)]
                : [],
            cancellationToken);
        await ListAsync(write, cancellationToken);
    }

    private async Task ListAsync(SagaWrite write, CancellationToken cancellationToken)
    {
        if (write is { ChangesLists: true, Now: { } now } && SagaRow.EntryOf(now) is { } entry)
        {
            await index.RecordAsync(entry, cancellationToken);
        }
    }

    private static TableEntity StepColumns(StepChange change) => new() { [SagaRow.Status] = change.Status.ToString(), [SagaRow.Error] = ShortText.Of(change.Error) };

    private static TableEntity FinalColumns(SagaTimeline timeline)
    {
        var row = new TableEntity
        {
            [SagaRow.Status] = timeline.Status.ToString(),
            [SagaRow.Error] = ShortText.Of(timeline.Error),
            [SagaRow.StepNames] = JsonSerializer.Serialize(timeline.Steps.Select(step => step.Name), SagaJson.Options),
        };
        if (timeline.Outcome is { } outcome)
        {
            OutcomeColumn.Write(row, outcome);
        }

        return row;
    }

    private TableTransactionAction? StepRow(Dictionary<string, TableEntity> rows, string instanceId, long sequence, StepTimeline step)
    {
        var known = rows.GetValueOrDefault(SagaRow.StepKey(step.Ordinal));
        if (!IsBehind(known, sequence))
        {
            return null;
        }

        var row = new TableEntity(instanceId, SagaRow.StepKey(step.Ordinal))
        {
            [SagaRow.Name] = step.Name,
            [SagaRow.Status] = step.Status.ToString(),
            [SagaRow.Attempts] = step.Attempts,
            [SagaRow.StartedAt] = step.StartedAt,
            [SagaRow.FinishedAt] = step.FinishedAt,
            [SagaRow.Error] = ShortText.Of(step.Error),
            [SagaRow.Sequence] = sequence,
        };
        return known is null
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, known.ETag);
    }
}
