using System.Text.Json;
using Azure.Data.Tables;
using DurableSagas.Functions.Tests.Azurite;
using DurableSagas.Functions.TripBooking;
using DurableSagas.Functions.TripBooking.Flights;
using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.Projections;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Rebuild;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing;
using DurableSagas.Testing.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.Tests.Rebuild;

/// <summary>Rows that the activities wrote to real tables, against those written anew from history.</summary>
public sealed class RebuildTests(AzuriteTables azurite) : IAsyncLifetime
{
    private static readonly string[] _ofTheWrite = ["odata.etag", "Timestamp", "updatedAt"];

    private readonly string _id = $"r-{Guid.NewGuid():N}";
    private SagaTestHost? _host;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SagaTestHost Host => _host!;

    private TableClient Table => azurite.Tables.GetTableClient(SagaViews.Table);

    public async ValueTask InitializeAsync()
    {
        foreach (var table in new[] { SagaViews.Table, SagaIndex.Table, TableInventory.Table })
        {
            await azurite.Tables.CreateTableIfNotExistsAsync(table, Token);
        }

        _host = await SagaTestHost.StartAsync(
            services => services
                .AddSingleton(azurite.Tables)
                .AddSingleton<SagaIndex>()
                .AddSingleton<SagaViews>()
                .AddSingleton<ISagaProjection>(provider => provider.GetRequiredService<SagaViews>())
                .AddSingleton<IInventory, TableInventory>(),
            new SagaTestOptions
            {
                Assembly = typeof(TripBookingSaga).Assembly,
                Functions = [.. typeof(TripBookingSaga).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith(typeof(TripBookingSaga).Namespace!, StringComparison.Ordinal) == true || type == typeof(RecordTimeline))],
            });
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Fact]
    public async Task Rebuild_Completed_GivesTheLiveRowsWhateverHadBecomeOfThem() => await MustSurviveDamageAsync(BookAsync);

    [Fact]
    public async Task Rebuild_Compensated_GivesTheLiveRowsWhateverHadBecomeOfThem()
    {
        Host.Faults.On<TryFlight>(Fault.Refuses("full"));

        await MustSurviveDamageAsync(BookAsync);
    }

    [Fact]
    public async Task Rebuild_StuckAndRewound_GivesTheLiveRowsWhateverHadBecomeOfThem()
    {
        Host.Faults.On<ConfirmFlight>(Fault.Fails("no answer"));
        await MustSurviveDamageAsync(() => Assert.ThrowsAsync<SagaStuckException>(BookAsync));
        Host.Faults.MendAll();

        await MustSurviveDamageAsync(() => Host.RewindAsync(_id));
    }

    [Fact]
    public async Task Rebuild_RowsAheadOfHistory_AreLeft()
    {
        await BookAsync();
        await Table.UpdateEntityAsync(new TableEntity(_id, "saga") { ["sequence"] = 9_999L, ["status"] = nameof(SagaStatus.Running) }, Azure.ETag.All, TableUpdateMode.Merge, Token);
        var before = await RowsAsync();

        await RebuildAsync();

        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task Rebuild_ViewIsLost_GivesAllButWhatOnlyTheStarterKnew()
    {
        await BookAsync();
        var before = await new SagaQueries(azurite.Tables).FindAsync(_id, Token);
        await foreach (var row in Table.QueryAsync<TableEntity>(row => row.PartitionKey == _id, cancellationToken: Token))
        {
            await Table.DeleteEntityAsync(row, cancellationToken: Token);
        }

        await RebuildAsync();

        var after = await new SagaQueries(azurite.Tables).FindAsync(_id, Token);
        Assert.Equal(JsonSerializer.Serialize(before!.Steps, SagaJson.Options), JsonSerializer.Serialize(after!.Steps, SagaJson.Options));
        Assert.Equal((before.Status, before.Sequence, before.Request!.Value.GetRawText()), (after.Status, after.Sequence, after.Request!.Value.GetRawText()));
    }

    private async Task MustSurviveDamageAsync(Func<Task> run)
    {
        await run();
        var live = await RowsAsync();
        await RebuildAsync();
        Assert.Equal(live, await RowsAsync());

        await foreach (var row in Table.QueryAsync<TableEntity>(row => row.PartitionKey == _id, cancellationToken: Token))
        {
            await Table.UpdateEntityAsync(new TableEntity(_id, row.RowKey) { ["status"] = "Pending", ["error"] = "damaged" }, Azure.ETag.All, TableUpdateMode.Merge, Token);
        }

        await RebuildAsync();
        Assert.Equal(live, await RowsAsync());
    }

    private async Task BookAsync()
    {
        foreach (var kind in Enum.GetValues<OfferKind>())
        {
            await Host.Services.GetRequiredService<IInventory>().PutAsync(kind, _id, 2, Token);
        }

        var trip = new BookTrip("t-1", _id, _id, _id, 2);
        var definition = TripBookingSaga.Definition;
        await Host.Services.GetRequiredService<SagaViews>().InsertAsync(new NewSaga(_id, definition.Name, definition.Protocol, definition.Version, JsonSerializer.Serialize(trip, SagaJson.Options), "hash", [.. definition.Steps.Select(step => step.Name)]), Token);
        await Host.RunAsync(definition, trip, _id);
    }

    private async Task RebuildAsync() =>
        Assert.True(await new SagaRebuilder(azurite.Tables, Host.Services.GetRequiredService<SagaViews>()).RebuildAsync(Host.Client, _id, Token));

    private async Task<IReadOnlyList<string>> RowsAsync()
    {
        var rows = await Table.QueryAsync<TableEntity>(row => row.PartitionKey == _id, cancellationToken: Token).ToListAsync(Token);
        return [.. rows.Select(row => string.Join("; ", row.Where(column => !_ofTheWrite.Contains(column.Key)).OrderBy(column => column.Key, StringComparer.Ordinal).Select(column => $"{column.Key}={column.Value}")))];
    }
}
