using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Lists;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Starts;

/// <summary>Writes what starters know: a saga's row, before anything of it has run.</summary>
public sealed class SagaStarts(TableServiceClient tables, SagaIndex index, TimeProvider time)
{
    /// <summary>Of a request's JSON, in characters: what one row holds.</summary>
    public const int MaxRequestLength = LongText.MaxLength;

    private readonly TableClient _table = tables.GetTableClient(SagaRow.Table);

    /// <summary>Inserts the view of a saga that is about to start, if absent: the guard that makes a start idempotent.</summary>
    public async Task<(SagaInsert Insert, Announcement Announcement)> InsertAsync(NewSaga saga, CancellationToken cancellationToken)
    {
        var row = PendingRow(saga, time.GetUtcNow());
        if (await FindAsync(saga.InstanceId, cancellationToken) is { } known)
        {
            return Known(saga, known);
        }

        // Listed first: the sweep finds by its entry a start that stops anywhere from here on.
        var entry = SagaRow.EntryOf(row)!;
        await index.RecordAsync(entry, cancellationToken);
        if (await _table.AddIfAbsentAsync(row, cancellationToken))
        {
            return (SagaInsert.Inserted, AnnouncementOf(row));
        }

        // Two starts at once: the other one was first, and is listed as of its own moment.
        var first = (await FindAsync(saga.InstanceId, cancellationToken))!;
        if (AnnouncementOf(first).CreatedAt != entry.CreatedAt)
        {
            await index.RemoveAsync(entry, cancellationToken);
        }

        return Known(saga, first);
    }

    /// <summary>Null when the saga has no view.</summary>
    public async Task<Announcement?> FindAnnouncementAsync(string instanceId, CancellationToken cancellationToken) =>
        await FindAsync(instanceId, cancellationToken) is { } row ? AnnouncementOf(row) : null;

    /// <summary>Writes again what was written at the start, whatever has become of it; where the saga stands is left to others.</summary>
    internal async Task RestoreAsync(NewSaga saga, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        if (!await TableConflict.UnlessLostAsync(() => _table.UpdateEntityAsync(StarterRow(saga, createdAt), ETag.All, TableUpdateMode.Merge, cancellationToken)))
        {
            await _table.AddIfAbsentAsync(PendingRow(saga, createdAt), cancellationToken);
        }
    }

    /// <summary>Writes what can be known of a saga that no starter announced, if it has no view.</summary>
    internal Task RestoreIfLostAsync(NewSaga saga, DateTimeOffset createdAt, CancellationToken cancellationToken) => _table.AddIfAbsentAsync(PendingRow(saga, createdAt), cancellationToken);

    private Task<TableEntity?> FindAsync(string instanceId, CancellationToken cancellationToken) => _table.FindAsync(instanceId, SagaRow.RowKey, cancellationToken);

    private static (SagaInsert, Announcement) Known(NewSaga saga, TableEntity known) => (InsertOf(saga, known), AnnouncementOf(known));

    private static SagaInsert InsertOf(NewSaga saga, TableEntity known) =>
        known.GetString(SagaRow.RequestHash) != saga.RequestHash ? SagaInsert.OtherRequest
        : known.GetString(SagaRow.Status) == nameof(SagaStatus.Pending) ? SagaInsert.SameRequest
        : SagaInsert.AlreadyBegun;

    private static Announcement AnnouncementOf(TableEntity row) => new(row.GetString(SagaRow.RequestHash), row.GetDateTimeOffset(SagaRow.CreatedAt)!.Value);

    private static TableEntity PendingRow(NewSaga saga, DateTimeOffset createdAt)
    {
        var row = StarterRow(saga, createdAt);
        row[SagaRow.Status] = nameof(SagaStatus.Pending);
        row[SagaRow.UpdatedAt] = createdAt;
        row[SagaRow.Sequence] = 0L;
        return row;
    }

    private static TableEntity StarterRow(NewSaga saga, DateTimeOffset createdAt)
    {
        var row = new TableEntity(saga.InstanceId, SagaRow.RowKey)
        {
            [SagaRow.Name] = saga.Name,
            [SagaRow.Protocol] = saga.Protocol.ToString(),
            [SagaRow.Version] = saga.Version,
            [SagaRow.CreatedAt] = createdAt,
            [SagaRow.RequestHash] = saga.RequestHash,
            [SagaRow.StepNames] = saga.StepNames is { } names ? JsonSerializer.Serialize(names, SagaJson.Options) : null,
        };
        if (saga.Request is { } request)
        {
            LongText.Write(row, SagaRow.Request, request);
        }

        return row;
    }
}
