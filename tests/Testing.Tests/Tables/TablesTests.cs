using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Testing.Tests.Purchasing;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Testing.Tests.Tables;

public sealed class TablesTests
{
    private static readonly SagaDefinition<Purchase> _taking = Saga.For<Purchase>("taking").Pivot<TakeItem>().Build();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Participant_WithItsOwnBarrier_WritesWhatTheTestReads()
    {
        await using var host = await SagaTestHost.StartAsync(services => services.AddSingleton<Counts>());
        await host.Services.GetRequiredService<Counts>().SetAsync("apple", 3);

        var outcome = await host.RunAsync(_taking, new Purchase(), "purchase-1");

        var row = await host.Tables.GetTableClient(Counts.Table).GetEntityAsync<TableEntity>("apple", "count", cancellationToken: Token);
        Assert.Equal((SagaStatus.Completed, 2), (outcome.Status, row.Value.GetInt32("Count")));
        Assert.Equal(host.Time.GetUtcNow(), row.Value.Timestamp);
        Assert.Equal([(Counts.Table, "apple")], await host.Services.GetRequiredService<SagaRegister>().FindAsync("purchase-1", Token));
    }

    [Fact]
    public async Task Participant_AsksForWhatTablesInMemoryCannotDo_FailsTheTest()
    {
        await using var host = await SagaTestHost.StartAsync(services => services.AddSingleton<Counts>());
        var table = host.Tables.GetTableClient(Counts.Table);
        await Assert.ThrowsAsync<NotSupportedException>(async () => await table.QueryAsync<TableEntity>("startswith(RowKey,'a')", cancellationToken: Token).CountAsync(Token));

        var told = await Assert.ThrowsAsync<NotSupportedException>(() => host.RunAsync(_taking, new Purchase()));

        Assert.StartsWith("Tables in memory do not understand filter 'startswith(RowKey,'a')'", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_WithATableServiceClientOfItsOwn_UsesThatAndKeepsTheRegisterInMemory()
    {
        await using var other = await SagaTestHost.StartAsync();
        await using var host = await SagaTestHost.StartAsync(services => services.AddSingleton(other.Tables).AddSingleton<Counts>());
        await host.Services.GetRequiredService<Counts>().SetAsync("apple", 3);

        await host.RunAsync(_taking, new Purchase(), "purchase-1");

        Assert.Same(other.Tables, host.Tables);
        Assert.Equal(1, await other.Tables.GetTableClient(Counts.Table).QueryAsync<TableEntity>(row => row.RowKey == "count", cancellationToken: Token).CountAsync(Token));
        Assert.Single(await host.Services.GetRequiredService<SagaRegister>().FindAsync("purchase-1", Token));
        Assert.Empty(await other.Services.GetRequiredService<SagaRegister>().FindAsync("purchase-1", Token));
    }
}
