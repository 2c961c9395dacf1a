using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;
using DurableSagas.Participants.Tests.Azurite;

namespace DurableSagas.Participants.Tests.Tables;

public sealed class TableRowsTests(AzuriteTables azurite)
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindAsync_NoSuchRow_IsNull()
    {
        var table = await azurite.CreateTableAsync(_token);

        Assert.Null(await table.FindAsync("p", "r", _token));
    }

    [Fact]
    public async Task AddIfAbsentAsync_Absent_AddsItAndKnowsItsVersion()
    {
        var table = await azurite.CreateTableAsync(_token);
        var row = new TableEntity("p", "r") { ["Writer"] = "one" };

        var isAdded = await table.AddIfAbsentAsync(row, _token);

        var found = await table.FindAsync("p", "r", _token);
        Assert.True(isAdded);
        Assert.Equal(("one", row.ETag), (found!.GetString("Writer"), found.ETag));
    }

    [Fact]
    public async Task AddIfAbsentAsync_Present_LeavesTheFirst()
    {
        var table = await azurite.CreateTableAsync(_token);
        await table.AddIfAbsentAsync(new TableEntity("p", "r") { ["Writer"] = "one" }, _token);

        var isAdded = await table.AddIfAbsentAsync(new TableEntity("p", "r") { ["Writer"] = "two" }, _token);

        Assert.False(isAdded);
        Assert.Equal("one", (await table.FindAsync("p", "r", _token))!.GetString("Writer"));
    }

    [Fact]
    public async Task AddIfAbsentAsync_NoSuchTable_IsAFailure()
    {
        var table = azurite.Service.GetTableClient("Missing");

        var failed = await Assert.ThrowsAsync<RequestFailedException>(() => table.AddIfAbsentAsync(new TableEntity("p", "r"), _token));

        Assert.Equal("TableNotFound", failed.ErrorCode);
    }

    [Fact]
    public async Task PutAsync_ReadBeforeAnotherWrote_IsLost()
    {
        var table = await azurite.CreateTableAsync(_token);
        await table.PutAsync(new TableEntity("p", "r"), _token);
        var (first, second) = ((await table.FindAsync("p", "r", _token))!, (await table.FindAsync("p", "r", _token))!);

        var isFirst = await TableConflict.UnlessLostAsync(() => table.PutAsync(first, _token));
        var isSecond = await TableConflict.UnlessLostAsync(() => table.PutAsync(second, _token));

        Assert.Equal((true, false), (isFirst, isSecond));
    }

    [Fact]
    public async Task PutAsync_NeverRead_ReplacesNothing()
    {
        var table = await azurite.CreateTableAsync(_token);
        await table.PutAsync(new TableEntity("p", "r"), _token);

        Assert.False(await TableConflict.UnlessLostAsync(() => table.PutAsync(new TableEntity("p", "r"), _token)));
    }
}
