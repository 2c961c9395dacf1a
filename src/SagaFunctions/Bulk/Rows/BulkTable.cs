using System.Globalization;
using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.SagaFunctions.Bulk.Rows;

/// <summary>Many rewinds in the table <c>Rewinds</c>: a row for all of them, and one for each saga, all written before the first is rewound.</summary>
public sealed class BulkTable(TableServiceClient tables)
{
    public const string Table = "Rewinds";

    private const int MaxTransaction = 100;
    private const string HeadKey = "rewinds";
    private const string SagaPrefix = "saga|";
    private const string Reason = "reason";
    private const string By = "by";
    private const string StartedAt = "startedAt";
    private const string Total = "total";
    private const string IsCancelled = "cancelled";
    private const string Saga = "saga";
    private const string Result = "result";
    private const string Detail = "detail";
    private const string IsDone = "done";
    private const string IsAsked = "asked";

    private readonly TableClient _table = tables.GetTableClient(Table);

    /// <summary>Fixes which sagas are rewound; the row for all of them comes last.</summary>
    internal async Task AddAsync(
        string id, IReadOnlyList<string> sagas, string reason, string by, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        foreach (var rows in sagas.Select((saga, place) => new TableEntity(id, KeyOf(place)) { [Saga] = saga }).Chunk(MaxTransaction))
        {
            await _table.SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancellationToken);
        }

        await _table.UpsertEntityAsync(
            new TableEntity(id, HeadKey) { [Reason] = reason, [By] = by, [StartedAt] = startedAt, [Total] = sagas.Count },
            TableUpdateMode.Replace,
            cancellationToken);
    }

    /// <summary>Null when there are none of this id.</summary>
    internal async Task<BulkView?> FindAsync(string id, CancellationToken cancellationToken)
    {
        TableEntity? head = null;
        List<BulkRow> rows = [];
        await foreach (var row in _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {id}"), cancellationToken: cancellationToken))
        {
            if (row.RowKey == HeadKey)
            {
                head = row;
            }
            else
            {
                rows.Add(RowIn(row));
            }
        }

        return head is null ? null : ViewOf(head, rows);
    }

    internal async Task<(string Reason, string By)> FindReasonAsync(string id, CancellationToken cancellationToken)
    {
        var head = (await _table.FindAsync(id, HeadKey, cancellationToken))!;
        return (head.GetString(Reason), head.GetString(By));
    }

    internal async Task<BulkRow> FindAsync(string id, int place, CancellationToken cancellationToken) =>
        RowIn((await _table.FindAsync(id, KeyOf(place), cancellationToken))!);

    internal Task WriteAsync(string id, int place, BulkRow row, CancellationToken cancellationToken) => _table.UpdateEntityAsync(
        new TableEntity(id, KeyOf(place))
        {
            [Saga] = row.Saga,
            [Result] = row.Result?.ToString(),
            [Detail] = ShortText.Of(row.Detail),
            [IsDone] = row.IsDone,
            [IsAsked] = row.IsAsked,
        },
        ETag.All,
        TableUpdateMode.Replace,
        cancellationToken);

    internal Task CancelAsync(string id, CancellationToken cancellationToken) => _table.UpdateEntityAsync(
        new TableEntity(id, HeadKey) { [IsCancelled] = true }, ETag.All, TableUpdateMode.Merge, cancellationToken);

    /// <summary>The rewinds that were begun before this moment, ended or not.</summary>
    internal async Task<IReadOnlyList<string>> BegunBeforeAsync(DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"RowKey eq {HeadKey} and startedAt lt {moment}");
        return await _table.QueryAsync<TableEntity>(filter, select: ["PartitionKey"], cancellationToken: cancellationToken)
            .Select(head => head.PartitionKey)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Deletes all that is kept of them; the row by which they are found goes last.</summary>
    internal async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var ofId = TableClient.CreateQueryFilter($"PartitionKey eq {id}");
        var keys = await _table.QueryAsync<TableEntity>(ofId, select: ["RowKey"], cancellationToken: cancellationToken)
            .Select(row => row.RowKey)
            .ToListAsync(cancellationToken);
        foreach (var rows in keys.OrderByDescending(key => key, StringComparer.Ordinal).Chunk(MaxTransaction))
        {
            await _table.SubmitTransactionAsync(
                rows.Select(key => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(id, key), ETag.All)), cancellationToken);
        }
    }

    private static BulkView ViewOf(TableEntity head, List<BulkRow> rows)
    {
        var (total, done) = (head.GetInt32(Total)!.Value, rows.Count(row => row.IsDone));
        var status = done == total ? BulkStatus.Completed : head.GetBoolean(IsCancelled) == true ? BulkStatus.Cancelled : BulkStatus.Running;
        return new BulkView(
            head.PartitionKey,
            status,
            head.GetString(Reason),
            head.GetString(By),
            head.GetDateTimeOffset(StartedAt)!.Value,
            total,
            done,
            [.. rows.Where(row => row.Result is not null)]);
    }

    private static BulkRow RowIn(TableEntity row) =>
        new(row.GetString(Saga), Enum.TryParse<BulkResult>(row.GetString(Result), out var result) ? result : null, row.GetString(Detail))
        {
            IsDone = row.GetBoolean(IsDone) == true,
            IsAsked = row.GetBoolean(IsAsked) == true,
        };

    private static string KeyOf(int place) => string.Create(CultureInfo.InvariantCulture, $"{SagaPrefix}{place:D4}");
}
