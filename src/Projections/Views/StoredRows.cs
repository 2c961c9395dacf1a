using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Notices;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Texts;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Views;

/// <summary>Rows of one saga as the table has them, and what it takes to make them others.</summary>
internal sealed class StoredRows
{
    /// <summary>All but what is large, and never folded.</summary>
    public static readonly string[] Columns =
    [
        "PartitionKey", "RowKey", SagaRow.Name, SagaRow.Protocol, SagaRow.Version, SagaRow.Status, SagaRow.OwnStatus, SagaRow.Parent,
        SagaRow.CreatedAt, SagaRow.UpdatedAt, SagaRow.Sequence, SagaRow.Error, SagaRow.Rewinds, SagaRow.Step, SagaRow.StuckAt, SagaRow.Key, SagaRow.Notify,
        SagaRow.Attempts, SagaRow.CompensationAttempts, SagaRow.StartedAt, SagaRow.FinishedAt, SagaRow.Until, SagaRow.ByHand, SagaRow.Tries,
    ];

    private readonly string _id;
    private readonly Dictionary<string, TableEntity> _entities;

    public StoredRows(string id, Dictionary<string, TableEntity> entities)
    {
        (_id, _entities) = (id, entities);
        Rows = new SagaRows(
            Saga is { } saga ? HeadOf(saga) : null,
            entities.Where(entity => entity.Key.StartsWith(SagaRow.StepPrefix, StringComparison.Ordinal))
                .Select(entity => StepOf(entity.Value))
                .ToImmutableSortedDictionary(row => row.Step.Ordinal, row => row));
    }

    public SagaRows Rows { get; }

    /// <summary>Null when there is none.</summary>
    public TableEntity? Saga => _entities.GetValueOrDefault(SagaRow.RowKey);

    /// <summary>What stands of a row once it has been written, without what is large.</summary>
    public TableEntity Kept(TableEntity written)
    {
        var now = written.RowKey == SagaRow.RowKey ? SagaWrite.Merge(Saga, written)! : written;
        var kept = new TableEntity(now.PartitionKey, now.RowKey);
        foreach (var column in Columns.Where(now.ContainsKey))
        {
            kept[column] = now[column];
        }

        return kept;
    }

    /// <summary>What makes these rows the given ones; none when they are.</summary>
    public IEnumerable<TableTransactionAction> ActionsTo(SagaRows rows, DateTimeOffset now)
    {
        TableTransactionAction[] steps =
        [
            .. rows.Steps.Values.Where(row => !ReferenceEquals(row, Rows.Steps.GetValueOrDefault(row.Step.Ordinal))).Select(StepAction),
        ];
        return (ReferenceEquals(rows.Head, Rows.Head), Saga) switch
        {
            (true, { } saga) => steps.Length == 0 ? steps : [Guard(saga), .. steps],
            // The chunk that has the saga's row has its notice, too.
            (_, { } saga) => [Change(saga, rows.Head!, now), .. Notices(saga, rows.Head!, now), .. steps],
            _ => [new(TableTransactionActionType.Add, Unannounced(rows.Head!, now)), .. steps],
        };
    }

    private TableTransactionAction Change(TableEntity saga, SagaHead head, DateTimeOffset now) =>
        new(TableTransactionActionType.UpdateMerge, Rows.Head is null ? Mended(saga, head, now) : Entity(head, now), saga.ETag);

    private IEnumerable<TableTransactionAction> Notices(TableEntity saga, SagaHead head, DateTimeOffset now) =>
        SagaRow.TryRead<string>(saga, SagaRow.Notify, out var receiver) && NoticeRow.IsDue(Rows.Head, head)
            ? [new(TableTransactionActionType.UpsertMerge, NoticeRow.Of(receiver, head, saga.GetString(SagaRow.Key), now))]
            : [];

    // Without change but guarded by its ETag: the row is ahead, and stays as it is.
    private TableTransactionAction Guard(TableEntity saga) => new(TableTransactionActionType.UpdateMerge, new TableEntity(_id, SagaRow.RowKey), saga.ETag);

    private TableTransactionAction StepAction(StepRow row)
    {
        var entity = new TableEntity(_id, SagaRow.StepKey(row.Step.Ordinal))
        {
            [SagaRow.Name] = row.Step.Name,
            [SagaRow.Status] = row.Step.Status.ToString(),
            [SagaRow.Attempts] = row.Step.Attempts,
            [SagaRow.CompensationAttempts] = row.Step.CompensationAttempts,
            [SagaRow.StartedAt] = row.Step.StartedAt,
            [SagaRow.FinishedAt] = row.Step.FinishedAt,
            [SagaRow.Until] = row.Step.Until,
            [SagaRow.ByHand] = row.Step.ByHand?.ToString(),
            [SagaRow.Error] = ShortText.Of(row.Step.Error),
            [SagaRow.Sequence] = row.Sequence,
        };
        if (row.Tries.Count > 0)
        {
            entity[SagaRow.Tries] = JsonColumn.TextOf(row.Tries);
        }

        return _entities.TryGetValue(entity.RowKey, out var known)
            ? new(TableTransactionActionType.UpdateReplace, entity, known.ETag)
            : new(TableTransactionActionType.Add, entity);
    }

    private TableEntity Entity(SagaHead head, DateTimeOffset now)
    {
        var entity = new TableEntity(_id, SagaRow.RowKey)
        {
            [SagaRow.Status] = head.Status.ToString(),
            [SagaRow.OwnStatus] = head.OwnStatus?.ToString() ?? string.Empty,
            [SagaRow.Error] = ShortText.Of(head.Error) ?? string.Empty,
            [SagaRow.Step] = head.Step ?? string.Empty,
            [SagaRow.Rewinds] = head.Rewinds,
            [SagaRow.StuckAt] = JsonColumn.TextOf(head.StuckAt),
            [SagaRow.Sequence] = head.Sequence,
            [SagaRow.UpdatedAt] = head.UpdatedAt ?? now,
        };
        if (head.ParentId is { } parent)
        {
            entity[SagaRow.Parent] = parent;
        }

        if (head.StepNames is { } names)
        {
            entity[SagaRow.StepNames] = JsonSerializer.Serialize(names, SagaJson.Options);
        }

        if (head.Outcome is { } outcome)
        {
            OutcomeColumn.Write(entity, outcome);
        }

        return entity;
    }

    // No starter wrote it: a sub-saga, or one started through the management API.
    private TableEntity Unannounced(SagaHead head, DateTimeOffset now)
    {
        var entity = Entity(head, now);
        entity[SagaRow.Name] = head.Saga.Name;
        entity[SagaRow.Protocol] = head.Saga.Protocol.ToString();
        entity[SagaRow.Version] = head.Saga.Version;
        entity[SagaRow.CreatedAt] = head.StartedAt ?? now;
        return entity;
    }

    // A starter's moment is kept, if it can still be read.
    private TableEntity Mended(TableEntity damaged, SagaHead head, DateTimeOffset now) =>
        Unannounced(SagaRow.TryRead<DateTimeOffset>(damaged, SagaRow.CreatedAt, out var createdAt) ? head with { StartedAt = createdAt } : head, now);

    // Null when it is damaged: whatever comes next writes it anew.
    private SagaHead? HeadOf(TableEntity row) => IndexEntry.Of(row) is not { } entry ? null : new()
    {
        Saga = new SagaIdentity(_id, entry.Name, entry.Protocol, entry.Version),
        ParentId = SagaRow.TryRead<string>(row, SagaRow.Parent, out var parent) ? parent : null,
        Status = entry.Status,
        OwnStatus = SagaRow.TryReadEnum<SagaStatus>(row, SagaRow.OwnStatus, out var own) ? own : null,
        Error = SagaRow.TryRead<string>(row, SagaRow.Error, out var error) ? error : null,
        StuckAt = JsonColumn.TryRead<StuckPlace>(row, SagaRow.StuckAt, out var stuckAt) ? stuckAt : null,
        Step = SagaRow.TryRead<string>(row, SagaRow.Step, out var step) ? step : null,
        Rewinds = SagaRow.TryRead<int>(row, SagaRow.Rewinds, out var rewinds) ? rewinds : 0,
        Sequence = entry.Sequence,
        UpdatedAt = entry.Since,
    };

    private static StepRow StepOf(TableEntity row)
    {
        var isWhole = SagaRow.TryReadEnum<StepStatus>(row, SagaRow.Status, out var status) & SagaRow.TryRead<string>(row, SagaRow.Name, out var name);
        return new(isWhole ? SagaRow.SequenceOf(row) : -1, new()
        {
            Name = name ?? string.Empty,
            Ordinal = int.Parse(row.RowKey.AsSpan(SagaRow.StepPrefix.Length), CultureInfo.InvariantCulture),
            Status = status,
            Attempts = SagaRow.TryRead<int>(row, SagaRow.Attempts, out var attempts) ? attempts : 0,
            CompensationAttempts = SagaRow.TryRead<int>(row, SagaRow.CompensationAttempts, out var undoing) ? undoing : 0,
            StartedAt = SagaRow.TryRead<DateTimeOffset>(row, SagaRow.StartedAt, out var startedAt) ? startedAt : null,
            FinishedAt = SagaRow.TryRead<DateTimeOffset>(row, SagaRow.FinishedAt, out var finishedAt) ? finishedAt : null,
            Until = SagaRow.TryRead<DateTimeOffset>(row, SagaRow.Until, out var until) ? until : null,
            ByHand = SagaRow.TryReadEnum<InterventionAction>(row, SagaRow.ByHand, out var byHand) ? byHand : null,
            Error = SagaRow.TryRead<string>(row, SagaRow.Error, out var error) ? error : null,
        })
        {
            Tries = JsonColumn.TryRead<StepTry[]>(row, SagaRow.Tries, out var tries) && tries is not null ? tries : [],
        };
    }
}
