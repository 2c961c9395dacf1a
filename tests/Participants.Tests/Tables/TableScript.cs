using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace DurableSagas.Participants.Tests.Tables;

/// <summary>One request of every kind, and what was answered, as lines that two table services can be compared by.</summary>
internal sealed class TableScript(TableServiceClient service, string name, CancellationToken token)
{
    private readonly List<string> _lines = [];
    private readonly TableClient _table = service.GetTableClient(name);

    public async Task<IReadOnlyList<string>> RunAsync()
    {
        await NoteAsync("create the table", async () => await service.CreateTableAsync(name, token));
        await NoteAsync("create it again", async () => await service.CreateTableAsync(name, token));
        await NoteAsync("create it if it is missing", async () => await _table.CreateIfNotExistsAsync(token));
        await TransactionsAsync();
        await SingleWritesAsync();
        await ColumnsAsync();
        await QueriesAsync();
        await PagesAsync();
        await LimitsAsync();
        _lines.Add($"tables of this name: {await service.QueryAsync(filter: $"TableName eq '{name}'", cancellationToken: token).CountAsync(token)}");
        await NoteAsync("delete the table", async () => await service.DeleteTableAsync(name, token));
        await NoteAsync("delete it again", async () => await service.DeleteTableAsync(name, token));
        await NoteAsync("add to it all the same", async () => await _table.AddEntityAsync(new TableEntity("p", "a"), token));
        return _lines;
    }

    private async Task TransactionsAsync()
    {
        await GetAsync("get missing", "a|1");
        await CommitAsync("add two", Add("a|1"), Add("b|1"));
        await CommitAsync("add, the second exists", Add("c"), Add("a|1"));
        await GetAsync("get what a failed transaction added", "c");
        var old = (await _table.GetEntityAsync<TableEntity>("p", "a|1", cancellationToken: token)).Value;
        await CommitAsync("replace with the ETag read", Add("'quoted'"), Replace(old));
        await CommitAsync("add, replace with an old ETag", Add("c"), Replace(old));
        await CommitAsync("replace with an old ETag, add what exists", Replace(old), Add("b|1"));
        await CommitAsync("add what exists, replace with an old ETag", Add("b|1"), Replace(old));
        await CommitAsync("replace what is missing", Replace(new TableEntity("p", "z") { ETag = old.ETag }));
        await CommitAsync("delete what is missing", new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity("p", "z"), ETag.All));
        await CommitAsync("delete with an old ETag", new TableTransactionAction(TableTransactionActionType.Delete, old, old.ETag));
        await CommitAsync("add one row twice", Add("d"), Add("d"));
        await NoteAsync("add one that exists", async () => await _table.AddEntityAsync(new TableEntity("p", "a|1"), token));
        await NoteAsync("update with an old ETag", async () => await _table.UpdateEntityAsync(old, old.ETag, TableUpdateMode.Replace, token));
        await QueryAsync("query", TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey ge {"'quoted'"} and RowKey lt {"b}"}"));
        await CommitAsync("delete", new TableTransactionAction(TableTransactionActionType.Delete, old, ETag.All));
        await GetAsync("get what was deleted", "a|1");
        await CommitAsync("upsert one that is there and one that is not", Upsert("b|1", 1), Upsert("e", 2));
        await QueryAsync("query", "PartitionKey eq 'p'");
    }

    private async Task SingleWritesAsync()
    {
        await NoteAsync("merge what is missing", async () => await _table.UpdateEntityAsync(new TableEntity("s", "m"), ETag.All, TableUpdateMode.Merge, token));
        await NoteAsync("merge or add what is missing", async () => await _table.UpsertEntityAsync(new TableEntity("s", "m") { ["One"] = 1, ["Two"] = 2L }, TableUpdateMode.Merge, token));
        await NoteAsync("merge or add what is there", async () => await _table.UpsertEntityAsync(new TableEntity("s", "m") { ["Two"] = "two", ["None"] = null }, TableUpdateMode.Merge, token));
        await ShowAsync("merged", "s", "m");
        await NoteAsync("merge by any ETag", async () => await _table.UpdateEntityAsync(new TableEntity("s", "m") { ["Three"] = 3.5 }, ETag.All, TableUpdateMode.Merge, token));
        await ShowAsync("merged again", "s", "m");
        await NoteAsync("replace or add", async () => await _table.UpsertEntityAsync(new TableEntity("s", "m") { ["Four"] = true }, TableUpdateMode.Replace, token));
        await ShowAsync("replaced", "s", "m");
        await NoteAsync("delete", async () => await _table.DeleteEntityAsync("s", "m", ETag.All, token));
        await NoteAsync("delete what is missing", async () => await _table.DeleteEntityAsync("s", "m", ETag.All, token));
        await NoteAsync("add one without a row key", async () => await _table.AddEntityAsync(new TableEntity("s", string.Empty) { ["One"] = 1 }, token));
        await ShowAsync("without a row key", "s", string.Empty);
    }

    private async Task ColumnsAsync()
    {
        await _table.AddEntityAsync(RowOf("all"), token);
        await ShowAsync("every type", "c", "all");
        var some = (await _table.GetEntityAsync<TableEntity>("c", "all", ["Text", "Long"], token)).Value;
        _lines.Add($"some columns: {Text(some)}");
    }

    private async Task QueriesAsync()
    {
        await _table.AddEntityAsync(RowOf("other"), token);
        foreach (var filter in new[]
        {
            TableClient.CreateQueryFilter($"Text eq {"it's (1) and"}"),
            TableClient.CreateQueryFilter($"Whole gt {6} and Whole le {7}"),
            TableClient.CreateQueryFilter($"Whole gt {7}"),
            TableClient.CreateQueryFilter($"Long eq {5_000_000_000L}"),
            TableClient.CreateQueryFilter($"Part lt {0.75} and Part ge {0.5}"),
            TableClient.CreateQueryFilter($"Flag eq {true}"),
            TableClient.CreateQueryFilter($"Id eq {Guid.Empty}"),
            TableClient.CreateQueryFilter($"Moment ge {_moment}"),
            TableClient.CreateQueryFilter($"Moment lt {_moment}"),
            TableClient.CreateQueryFilter($"RowKey eq {"all"} or RowKey eq {"other"} and Whole eq {8}"),
            TableClient.CreateQueryFilter($"(RowKey eq {"all"} or RowKey eq {"other"}) and not (Whole eq {8})"),
            TableClient.CreateQueryFilter<TableEntity>(row => row.PartitionKey == "c" && row.RowKey != "all"),
            TableClient.CreateQueryFilter($"Missing eq {1}"),
        })
        {
            await QueryAsync(filter, $"PartitionKey eq 'c' and ({filter})");
        }
    }

    private async Task PagesAsync()
    {
        await CommitAsync("add five", [.. Enumerable.Range(1, 5).Select(number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("ü", $"{number}") { ["Number"] = number }))]);
        await foreach (var page in _table.QueryAsync<TableEntity>(row => row.PartitionKey == "ü", maxPerPage: 2, ["RowKey"], token).AsPages())
        {
            _lines.Add($"page: {string.Join("; ", page.Values.Select(Text))}, {(page.ContinuationToken is null ? "the last" : "more")}");
        }
    }

    private async Task LimitsAsync()
    {
        foreach (var key in new[] { "a/b", "a\\b", "a#b", "a?b", "a\tb" })
        {
            await NoteAsync($"add with key '{key}'", async () => await _table.AddEntityAsync(new TableEntity("k", key), token));
        }

        await NoteAsync("add a long text", async () => await _table.AddEntityAsync(new TableEntity("k", "long") { ["Text"] = new string('x', 32 * 1024) }, token));
        await NoteAsync("add too long a text", async () => await _table.AddEntityAsync(new TableEntity("k", "longer") { ["Text"] = new string('x', (32 * 1024) + 1) }, token));
    }

    private static readonly DateTimeOffset _moment = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private static TableEntity RowOf(string row) => new("c", row)
    {
        ["Text"] = "it's (1) and",
        ["Whole"] = row == "all" ? 7 : 8,
        ["Long"] = 5_000_000_000L,
        ["Part"] = 0.5,
        ["One"] = 1.0,
        ["Flag"] = row == "all",
        ["Id"] = Guid.Empty,
        ["Moment"] = _moment,
        ["Bytes"] = new byte[] { 1, 2 },
        ["Nothing"] = null,
    };

    private static TableTransactionAction Add(string row) => new(TableTransactionActionType.Add, new TableEntity("p", row));

    private static TableTransactionAction Upsert(string row, int number) => new(TableTransactionActionType.UpsertMerge, new TableEntity("p", row) { ["Number"] = number });

    private static TableTransactionAction Replace(TableEntity row) => new(TableTransactionActionType.UpdateReplace, row, row.ETag);

    private static string Text(TableEntity row) => string.Join(", ", row.Where(column => column.Key is not ("odata.etag" or "Timestamp" or "PartitionKey"))
        .OrderBy(column => column.Key, StringComparer.Ordinal)
        .Select(column => string.Create(CultureInfo.InvariantCulture, $"{column.Key} {column.Value?.GetType().Name} {(column.Value is byte[] bytes ? Convert.ToHexString(bytes) : column.Value)}")));

    private async Task GetAsync(string what, string row) =>
        _lines.Add($"{what}: {((await _table.GetEntityIfExistsAsync<TableEntity>("p", row, cancellationToken: token)).HasValue ? "there" : "none")}");

    private async Task ShowAsync(string what, string partition, string row) =>
        _lines.Add($"{what}: {Text((await _table.GetEntityAsync<TableEntity>(partition, row, cancellationToken: token)).Value)}");

    private async Task QueryAsync(string what, string filter)
    {
        var rows = await _table.QueryAsync<TableEntity>(filter, cancellationToken: token).Select(row => row.RowKey).ToListAsync(token);
        _lines.Add($"{what}: {string.Join(", ", rows)}");
    }

    private Task CommitAsync(string what, params TableTransactionAction[] actions) => NoteAsync(what, async () => await _table.SubmitTransactionAsync(actions, token));

    private async Task NoteAsync(string what, Func<Task> request)
    {
        try
        {
            await request();
            _lines.Add($"{what}: ok");
        }
        catch (RequestFailedException failure)
        {
            var at = failure is TableTransactionFailedException transaction ? $" at {transaction.FailedTransactionActionIndex}" : string.Empty;
            _lines.Add($"{what}: {failure.Status} {failure.ErrorCode}{at}");
        }
    }
}
