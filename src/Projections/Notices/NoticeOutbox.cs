using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Projections.Notices;

/// <summary>The notices that stand in sagas' partitions: which is next, and what has become of each.</summary>
public sealed class NoticeOutbox(TableServiceClient tables)
{
    private readonly TableClient _table = tables.GetTableClient(SagaRow.Table);

    /// <summary>The first of a saga that is neither delivered nor given up; null when nothing is owed.</summary>
    public async Task<Notice?> FindNextAsync(string sagaId, CancellationToken cancellationToken)
    {
        var ofSaga = TableClient.CreateQueryFilter($"PartitionKey eq {sagaId} and RowKey ge {NoticeRow.First} and RowKey lt {NoticeRow.End}");
        return await _table.QueryAsync<TableEntity>(ofSaga, cancellationToken: cancellationToken)
            .Select(NoticeRow.Read)
            .FirstOrDefaultAsync(notice => notice is { View.IsOwed: true }, cancellationToken);
    }

    /// <summary>Null when there is none.</summary>
    public async Task<Notice?> FindAsync(string sagaId, string key, CancellationToken cancellationToken) =>
        await _table.FindAsync(sagaId, key, cancellationToken) is { } row ? NoticeRow.Read(row) : null;

    /// <summary>Counts an attempt before it is made: until the given moment nobody else makes one.</summary>
    /// <returns>False when another was first.</returns>
    public Task<bool> ClaimAsync(Notice notice, DateTimeOffset until, CancellationToken cancellationToken) => TableConflict.UnlessLostAsync(
        () => _table.UpdateEntityAsync(
            new TableEntity(notice.SagaId, notice.Key) { [NoticeRow.Attempts] = notice.View.Attempts + 1, [NoticeRow.NextAttemptAt] = until },
            notice.Version,
            TableUpdateMode.Merge,
            cancellationToken));

    public Task DeliveredAsync(Notice notice, DateTimeOffset at, CancellationToken cancellationToken) =>
        MergeAsync(notice, new() { [NoticeRow.DeliveredAt] = at, [NoticeRow.Error] = string.Empty }, cancellationToken);

    public Task FailedAsync(Notice notice, string error, DateTimeOffset nextAttemptAt, CancellationToken cancellationToken) =>
        MergeAsync(notice, new() { [NoticeRow.Error] = ShortText.Of(error), [NoticeRow.NextAttemptAt] = nextAttemptAt }, cancellationToken);

    public Task GivenUpAsync(Notice notice, string error, DateTimeOffset at, CancellationToken cancellationToken) =>
        MergeAsync(
            notice,
            new() { [NoticeRow.Error] = ShortText.Of(error), [NoticeRow.GivenUpAt] = at, [NoticeRow.NextAttemptAt] = NoticeRow.None },
            cancellationToken);

    /// <summary>Has one that was given up owed again, as if it were new.</summary>
    public Task OweAsync(Notice notice, DateTimeOffset since, CancellationToken cancellationToken) =>
        MergeAsync(notice, new() { [NoticeRow.OwedSince] = since, [NoticeRow.GivenUpAt] = NoticeRow.None, [NoticeRow.Attempts] = 0 }, cancellationToken);

    // One that is gone was purged with its saga: there is nothing to tell of it any more.
    private Task<bool> MergeAsync(Notice notice, TableEntity change, CancellationToken cancellationToken)
    {
        (change.PartitionKey, change.RowKey) = (notice.SagaId, notice.Key);
        return TableConflict.UnlessLostAsync(() => _table.UpdateEntityAsync(change, Azure.ETag.All, TableUpdateMode.Merge, cancellationToken));
    }
}
