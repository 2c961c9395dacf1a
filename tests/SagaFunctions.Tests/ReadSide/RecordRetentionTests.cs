using Azure.Data.Tables;
using Azure.Storage.Queues.Models;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.SagaFunctions.Bulk.Rows;
using DurableSagas.SagaFunctions.Retention;
using DurableSagas.SagaFunctions.Tests.Azurite;
using DurableSagas.Sagas.Faults;

namespace DurableSagas.SagaFunctions.Tests.ReadSide;

/// <summary>What is no saga's, and is purged with them all the same.</summary>
public sealed class RecordRetentionTests(AzuriteTables azurite) : IAsyncLifetime
{
    private ReadSide? _readSide;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ReadSide Side => _readSide!;

    private BulkTable Rewinds => new(Side.Tables);

    public async ValueTask InitializeAsync() => _readSide = await ReadSide.StartAsync(azurite);

    public ValueTask DisposeAsync() => Side.DisposeAsync();

    [Fact]
    public async Task Purge_RewindsOfLongAgo_TakesThoseThatHaveEndedWithTheirInstance()
    {
        await RewindAsync("ended", sagas: 250);
        await RewindAsync("running", sagas: 1);
        await RewindAsync("never-scheduled", sagas: 1);
        // Whatever runs under their ids: they have ended when it has.
        Side.Host.Faults.On<TryFlight>(Fault.Pends(TimeSpan.FromMinutes(4)));
        var trip = await Side.AnnounceAsync("trip-1");
        await Side.Host.StartAsync(TripBookingSaga.Definition, trip, "rewinds-ended");
        await Side.RestAsync();
        await Side.Host.Client.TerminateInstanceAsync("rewinds-ended", "stopped", Token);
        await Side.Host.AdvanceAsync(TimeSpan.FromDays(91));
        await Side.Host.StartAsync(TripBookingSaga.Definition, trip, "rewinds-running");
        await RewindAsync("young", sagas: 1);

        await Side.PurgeAsync();

        Assert.Equal(["running", "young"], await LeftAsync("ended", "running", "never-scheduled", "young"));
        Assert.Null(await Side.Host.Client.GetInstanceAsync("rewinds-ended", Token));
        Assert.Equal(2, await PurgedAsync("Rewinds"));
        Assert.Empty(Side.Tables.GetTableClient(BulkTable.Table).Query<TableEntity>(row => row.PartitionKey == "ended", cancellationToken: Token));
    }

    [Fact]
    public async Task Purge_RewindsWithinTheirTime_KeepsThem()
    {
        await RewindAsync("ended", sagas: 1);

        await Side.Host.AdvanceAsync(TimeSpan.FromDays(89));
        await Side.PurgeAsync();
        var kept = await LeftAsync("ended");
        await Side.PurgeAsync(new RetentionSettings { Rewinds = TimeSpan.FromDays(88) });

        Assert.Equal(["ended"], kept);
        Assert.Empty(await LeftAsync("ended"));
    }

    [Fact]
    public async Task Purge_DeadMessages_TakesThoseGivenUpAYearAgo()
    {
        await GiveUpAsync("old-1");
        await GiveUpAsync("old-2");
        await Side.Host.AdvanceAsync(TimeSpan.FromDays(2));
        await GiveUpAsync("younger");
        await GiveUpAsync("waited long in its queue", Side.Host.Time.GetUtcNow().AddYears(-2));

        await Side.Host.AdvanceAsync(TimeSpan.FromDays(364));
        await Side.PurgeAsync();

        Assert.Equal(["younger", "waited long in its queue"], (await Side.DeadMessages.ListAsync(10, null, Token)).Items.Select(message => message.Body));
        Assert.Equal(2, await PurgedAsync("DeadMessages"));
    }

    private Task RewindAsync(string id, int sagas) =>
        Rewinds.AddAsync(id, [.. Enumerable.Range(0, sagas).Select(number => $"saga-{number}")], "mended", "Ann", Side.Host.Time.GetUtcNow(), Token);

    private Task<string> GiveUpAsync(string body, DateTimeOffset? sentAt = null) => Side.DeadMessages.KeepAsync(
        "orders", QueuesModelFactory.QueueMessage(body, "receipt", BinaryData.FromString(body), 5, insertedOn: sentAt ?? Side.Host.Time.GetUtcNow()), "No such order.", Token);

    private async Task<int> PurgedAsync(string table) => (await Side.Runs.LastAsync(Token))[0].Purged[table];

    private async Task<IReadOnlyList<string>> LeftAsync(params string[] ids)
    {
        List<string> left = [];
        foreach (var id in ids)
        {
            if (await Rewinds.FindAsync(id, Token) is not null)
            {
                left.Add(id);
            }
        }

        return left;
    }
}
