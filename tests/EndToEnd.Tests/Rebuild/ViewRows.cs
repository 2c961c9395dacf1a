using Azure;
using Azure.Data.Tables;

namespace DurableSagas.EndToEnd.Tests.Rebuild;

/// <summary>The rows of all views, seen past the app.</summary>
internal sealed class ViewRows(string storage)
{
    // What the rows say of the write that made them, not of the saga.
    private static readonly string[] _ofTheWrite = ["odata.etag", "Timestamp"];

    private readonly TableClient _table = new TableServiceClient(storage).GetTableClient("SagaViews");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="rewound">The saga whose last attempt was made again: the history has lost it.</param>
    public async Task<IReadOnlyList<string>> ReadAsync(string? rewound = null) => [.. (await AllAsync()).Select(row => string.Join("; ", row
        .Where(column => !_ofTheWrite.Contains(column.Key) && !(column.Key == "tries" && row.PartitionKey == rewound))
        .OrderBy(column => column.Key, StringComparer.Ordinal)
        .Select(column => $"{column.Key}={Exact(column.Value)}")))];

    public async Task LoseAsync()
    {
        foreach (var row in await AllAsync())
        {
            await _table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, Token);
        }
    }

    private static object Exact(object value) => value is DateTimeOffset moment ? moment.UtcTicks : value;

    private async Task<List<TableEntity>> AllAsync() => await _table.QueryAsync<TableEntity>(cancellationToken: Token).ToListAsync(Token);
}
