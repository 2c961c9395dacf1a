using System.Globalization;
using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tests.Azurite;
using DurableSagas.Participants.Tests.Leases;
using DurableSagas.Testing.Tables;

namespace DurableSagas.Participants.Tests.Tables;

/// <summary>The kit's tables in memory answer as the real emulator does, or refuse.</summary>
public sealed class MemoryTablesTests(AzuriteTables azurite)
{
    private const string Named = "Scripted";

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_EveryKindOfRequest_IsWhatTheRealEmulatorAnswers()
    {
        var real = await new TableScript(azurite.Service, $"T{Guid.NewGuid():N}", _token).RunAsync();
        var inMemory = await new TableScript(new MemoryTables(new StoppedClock(TimeSpan.Zero)).Client, Named, _token).RunAsync();

        Assert.Equal(real, inMemory);
    }

    // Azurite's answer to either is none that the client can read; Azure's is this.
    [Theory]
    [InlineData(101, "p", "InvalidInput")]
    [InlineData(2, "another", "CommandsInBatchActOnDifferentPartitions")]
    public async Task Transaction_ThatIsNone_IsRefused(int rows, string partitionOfTheLast, string code)
    {
        var table = new MemoryTables(new StoppedClock(TimeSpan.Zero)).Client.GetTableClient(Named);
        var entities = Enumerable.Range(1, rows).Select(number => new TableEntity(number == rows ? partitionOfTheLast : "p", $"{number}"));

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.SubmitTransactionAsync(entities.Select(entity => new TableTransactionAction(TableTransactionActionType.Add, entity)), _token));

        Assert.Equal((400, code), (refused.Status, refused.ErrorCode));
        Assert.Equal(0, await table.QueryAsync<TableEntity>(cancellationToken: _token).CountAsync(_token));
    }

    [Fact]
    public async Task Row_TellsWhenItWasWritten()
    {
        var clock = new StoppedClock(TimeSpan.FromHours(7));
        var table = new MemoryTables(clock).Client.GetTableClient(Named);

        await table.AddEntityAsync(new TableEntity("p", "r"), _token);

        Assert.Equal(clock.GetUtcNow(), (await table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: _token)).Value.Timestamp);
    }

    [Theory]
    [InlineData("Count add 1 eq 2", "do not understand filter 'Count add 1 eq 2' at 'eq'")]
    [InlineData("startswith(Name,'a')", "do not understand filter")]
    [InlineData("Count eq 1L", "do not compare column 'Count', Int32 '1', with Int64 '1'")]
    [InlineData("Other ne 'a'", "do not say what 'not' or 'ne' makes of a row without column 'Other'")]
    [InlineData("not (Other eq 'a')", "do not say what 'not' or 'ne' makes of a row without column 'Other'")]
    [InlineData("Bytes eq X'00'", "do not understand filter")]
    public async Task Filter_ThatIsNotKnown_IsRefusedAndSoIsTheTest(string filter, string why)
    {
        var tables = new MemoryTables(new StoppedClock(TimeSpan.Zero));
        var table = tables.Client.GetTableClient(Named);
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Count"] = 1, ["Bytes"] = new byte[] { 0 } }, _token);
        tables.ThrowIfRefused();

        var refused = await Assert.ThrowsAsync<NotSupportedException>(async () => await table.QueryAsync<TableEntity>(filter, cancellationToken: _token).ToListAsync(_token));
        var told = Assert.Throws<NotSupportedException>(tables.ThrowIfRefused);

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal($"{refused.Message} Give the host a TableServiceClient of its own for this, Azurite's for example.", told.Message);
    }

    [Fact]
    public async Task Request_OfAnotherKind_IsRefused()
    {
        var tables = new MemoryTables(new StoppedClock(TimeSpan.Zero));

        var refused = await Assert.ThrowsAsync<NotSupportedException>(async () => await tables.Client.GetPropertiesAsync(_token));

        Assert.StartsWith("Tables in memory do not answer 'GET /devstoreaccount1/?", refused.Message, StringComparison.Ordinal);
    }
}
