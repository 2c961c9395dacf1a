using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Starts;

/// <summary>Writes what starters know: a saga's row, before anything of it has run.</summary>
public sealed class Announcements(TableServiceClient tables, SagaIndex index)
{
    /// <summary>Of a request's JSON, in characters: what one row holds.</summary>
    public const int MaxRequestLength = LongText.MaxLength;

    private readonly TableClient _table = tables.GetTableClient(SagaRow.Table);

    /// <summary>Inserts the view of a saga that is about to start, if absent: the guard that makes a start idempotent.</summary>
    /// <returns>Null when it stands now; else the announcement as it was made before.</returns>
    public async Task<Announcement?> InsertAsync(Announcement announcement, CancellationToken cancellationToken)
    {
        if (await FindAsync(announcement, cancellationToken) is { } known)
        {
            return known;
        }

        // Listed first: the sweep finds by its entry a start that stops anywhere from here on.
        var row = PendingRow(announcement);
        var entry = IndexEntry.Of(row)!;
        await index.RecordAsync(entry, cancellationToken);
        if (await _table.AddIfAbsentAsync(row, cancellationToken))
        {
            return null;
        }

        // Two starts at once: the other one was first, and is listed as of its own moment.
        var first = (await FindAsync(announcement, cancellationToken))!;
        if (first.CreatedAt != announcement.CreatedAt)
        {
            await index.RemoveAsync(entry, cancellationToken);
        }

        return first;
    }

    /// <summary>The same announcement with the hash and the moment of the one that was made; null when the saga has no view.</summary>
    public async Task<Announcement?> FindAsync(Announcement announcement, CancellationToken cancellationToken) =>
        await _table.FindAsync(announcement.Saga.Id, SagaRow.RowKey, cancellationToken) is not { } row ? null : announcement with
        {
            RequestHash = row.GetString(SagaRow.RequestHash),
            Definition = row.GetString(SagaRow.Definition),
            Key = row.GetString(SagaRow.Key),
            Notify = row.GetString(SagaRow.Notify),
            CreatedAt = row.GetDateTimeOffset(SagaRow.CreatedAt)!.Value,
            HasBegun = row.GetString(SagaRow.Status) != nameof(SagaStatus.Pending),
        };

    /// <summary>Writes again what was written at the start, whatever has become of it; where the saga stands is left to others.</summary>
    internal async Task RestoreAsync(Announcement announcement, CancellationToken cancellationToken)
    {
        if (!await TableConflict.UnlessLostAsync(() => _table.UpdateEntityAsync(StarterRow(announcement), ETag.All, TableUpdateMode.Merge, cancellationToken)))
        {
            await RestoreIfLostAsync(announcement, cancellationToken);
        }
    }

    /// <summary>Writes what can be known of a saga that no starter announced, if it has no view.</summary>
    internal Task RestoreIfLostAsync(Announcement announcement, CancellationToken cancellationToken) =>
        _table.AddIfAbsentAsync(PendingRow(announcement), cancellationToken);

    private static TableEntity PendingRow(Announcement announcement)
    {
        var row = StarterRow(announcement);
        row[SagaRow.Status] = nameof(SagaStatus.Pending);
        row[SagaRow.UpdatedAt] = announcement.CreatedAt;
        row[SagaRow.Sequence] = 0L;
        return row;
    }

    private static TableEntity StarterRow(Announcement announcement)
    {
        var row = new TableEntity(announcement.Saga.Id, SagaRow.RowKey)
        {
            [SagaRow.Name] = announcement.Saga.Name,
            [SagaRow.Protocol] = announcement.Saga.Protocol.ToString(),
            [SagaRow.Version] = announcement.Saga.Version,
            [SagaRow.CreatedAt] = announcement.CreatedAt,
            [SagaRow.RequestHash] = announcement.RequestHash,
            [SagaRow.Definition] = announcement.Definition,
            [SagaRow.Key] = announcement.Key,
            [SagaRow.Notify] = announcement.Notify,
            [SagaRow.StepNames] = announcement.StepNames is { } names ? JsonSerializer.Serialize(names, SagaJson.Options) : null,
        };
        if (announcement.Request is { } request)
        {
            LongText.Write(row, SagaRow.Request, request);
        }

        return row;
    }
}
