using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Projections.Notices;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.SagaFunctions.Notices.Dead;

/// <summary>Where the notices are that were given up: each is still in its saga's outbox, and in one partition here, the last that happened first.</summary>
public sealed class DeadNoticeTable(TableServiceClient tables)
{
    public const string Table = "DeadNotices";

    private const string Partition = "notices";
    private const string Saga = "saga";
    private const string Key = "key";
    private const string Receiver = "receiver";
    private const string Type = "type";
    private const string At = "at";
    private const string Reason = "reason";

    private readonly TableClient _table = tables.GetTableClient(Table);

    internal Task KeepAsync(Notice notice, string reason, DateTimeOffset at, CancellationToken cancellationToken) => _table.UpsertEntityAsync(
        new TableEntity(Partition, IdOf(notice.SagaId, notice.Key, notice.View.At))
        {
            [Saga] = notice.SagaId,
            [Key] = notice.Key,
            [Receiver] = notice.View.Receiver,
            [Type] = notice.View.Type,
            [At] = at,
            [Reason] = ShortText.Of(reason),
        },
        TableUpdateMode.Replace,
        cancellationToken);

    /// <param name="after">The id of the page's last before; null: from the first.</param>
    internal async Task<DeadNoticePage> ListAsync(int pageSize, string? after, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {after ?? string.Empty}");
        var found = await _table.QueryAsync<TableEntity>(filter, pageSize + 1, cancellationToken: cancellationToken)
            .Take(pageSize + 1)
            .Select(Read)
            .ToListAsync(cancellationToken);
        return found.Count > pageSize ? new DeadNoticePage(found[..pageSize], found[pageSize - 1].Id) : new DeadNoticePage(found, null);
    }

    internal async Task<DeadNotice?> FindAsync(string id, CancellationToken cancellationToken) =>
        await _table.FindAsync(Partition, id, cancellationToken) is { } row ? Read(row) : null;

    internal Task DeleteAsync(string id, CancellationToken cancellationToken) => _table.DeleteEntityAsync(Partition, id, cancellationToken: cancellationToken);

    /// <summary>Of a saga that is purged: with it goes its outbox.</summary>
    internal async Task DeleteAsync(string sagaId, IEnumerable<NoticeView> notices, CancellationToken cancellationToken)
    {
        foreach (var notice in notices.Where(notice => notice.GivenUpAt is not null))
        {
            await DeleteAsync(IdOf(sagaId, notice.Key, notice.At), cancellationToken);
        }
    }

    // The same for the same notice, and without what a saga's id may have that a route may not.
    private static string IdOf(string sagaId, string key, DateTimeOffset happenedAt)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{sagaId}\n{key}")).AsSpan(0, 16));
        return string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - happenedAt.UtcTicks:D19}-{hash}");
    }

    private static DeadNotice Read(TableEntity row) =>
        new(row.RowKey, row.GetString(Saga), row.GetString(Receiver), row.GetString(Type), row.GetDateTimeOffset(At)!.Value, row.GetString(Reason))
        {
            Key = row.GetString(Key),
        };
}
