using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tests.Azurite;

namespace DurableSagas.Participants.Tests.TableDouble;

public sealed class TableStoreTests(AzuriteTables azurite)
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_EveryKindOfRequest_IsWhatTheRealEmulatorAnswers()
    {
        var real = await RunScriptAsync(await azurite.CreateTableAsync(_token));
        var inMemory = await RunScriptAsync(TableHandler.Connect(new TableStore()));

        Assert.Equal(real, inMemory);
        Assert.Equal(
            [
                "get missing: none",
                "add two: ok",
                "add, the second exists: 409 EntityAlreadyExists at 1",
                "get what a failed transaction added: none",
                "replace with the ETag read: ok",
                "add, replace with an old ETag: 412 UpdateConditionNotSatisfied at 1",
                "replace with an old ETag, add what exists: 412 UpdateConditionNotSatisfied at 0",
                "add what exists, replace with an old ETag: 409 EntityAlreadyExists at 0",
                "replace what is missing: 404 ResourceNotFound at 0",
                "delete what is missing: 404 ResourceNotFound at 0",
                "delete with an old ETag: 412 UpdateConditionNotSatisfied at 0",
                "add one row twice: 400 InvalidDuplicateRow at 1",
                "add one that exists: 409 EntityAlreadyExists",
                "update with an old ETag: 412 UpdateConditionNotSatisfied",
                "query: 'quoted', a|1, b|1",
                "delete: ok",
                "get what was deleted: none",
            ],
            real);
    }

    private async Task<List<string>> RunScriptAsync(TableClient table)
    {
        var script = new List<string>();
        await GetAsync("get missing", "a|1");
        await CommitAsync("add two", Add("a|1"), Add("b|1"));
        await CommitAsync("add, the second exists", Add("c"), Add("a|1"));
        await GetAsync("get what a failed transaction added", "c");
        var old = (await table.GetEntityAsync<TableEntity>("p", "a|1", cancellationToken: _token)).Value;
        await CommitAsync("replace with the ETag read", Add("'quoted'"), Replace(old));
        await CommitAsync("add, replace with an old ETag", Add("c"), Replace(old));
        await CommitAsync("replace with an old ETag, add what exists", Replace(old), Add("b|1"));
        await CommitAsync("add what exists, replace with an old ETag", Add("b|1"), Replace(old));
        await CommitAsync("replace what is missing", Replace(new TableEntity("p", "z") { ETag = old.ETag }));
        await CommitAsync("delete what is missing", new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity("p", "z"), ETag.All));
        await CommitAsync("delete with an old ETag", new TableTransactionAction(TableTransactionActionType.Delete, old, old.ETag));
        await CommitAsync("add one row twice", Add("d"), Add("d"));
        await NoteAsync("add one that exists", async () => await table.AddEntityAsync(new TableEntity("p", "a|1"), _token));
        await NoteAsync("update with an old ETag", async () => await table.UpdateEntityAsync(old, old.ETag, TableUpdateMode.Replace, _token));
        var rows = table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"p"} and RowKey ge {"'quoted'"} and RowKey lt {"b}"}"), cancellationToken: _token);
        script.Add($"query: {string.Join(", ", await rows.Select(row => row.RowKey).ToListAsync(_token))}");
        await CommitAsync("delete", new TableTransactionAction(TableTransactionActionType.Delete, old, ETag.All));
        await GetAsync("get what was deleted", "a|1");
        return script;

        async Task GetAsync(string name, string row) =>
            script.Add($"{name}: {((await table.GetEntityIfExistsAsync<TableEntity>("p", row, cancellationToken: _token)).HasValue ? "there" : "none")}");

        Task CommitAsync(string name, params TableTransactionAction[] actions) =>
            NoteAsync(name, async () => await table.SubmitTransactionAsync(actions, _token));

        async Task NoteAsync(string name, Func<Task> request)
        {
            try
            {
                await request();
                script.Add($"{name}: ok");
            }
            catch (RequestFailedException failure)
            {
                var at = failure is TableTransactionFailedException transaction ? $" at {transaction.FailedTransactionActionIndex}" : "";
                script.Add($"{name}: {failure.Status} {failure.ErrorCode}{at}");
            }
        }
    }

    private static TableTransactionAction Add(string row) => new(TableTransactionActionType.Add, new TableEntity("p", row));

    private static TableTransactionAction Replace(TableEntity row) => new(TableTransactionActionType.UpdateReplace, row, row.ETag);
}
