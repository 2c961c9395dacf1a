using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.Local;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Rebuild;

/// <summary>Every view is lost, and comes back from the task hub.</summary>
public sealed class RebuildTests : IAsyncLifetime
{
    private const string Rebuild = "api/projections/rebuild";

    private readonly Workspace _workspace = new();
    private AzuriteProcess? _azurite;
    private NodeParticipant? _bank;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Trait("Hub", "Core")]
    [LocalFact]
    public async Task Rebuild_EveryKindOfSaga_GivesEveryRowBack()
    {
        await using var local = await LocalApp.StartAsync(Settings, Token);
        using var app = new AppClient(local.Url);
        var stuck = (await OneOfEach.RunAsync(app, _bank!)).Sagas.Single(saga => saga.Status == "Stuck");
        var shop = await Shop.OpenAsync(app);
        (await app.PostAsync($"runtime/webhooks/durabletask/instances/{stuck.Id}/rewind?reason=try")).Expect(HttpStatusCode.Accepted);
        await shop.UntilAsync("failure after a rewind", stuck.Id, saga => saga is { Status: "Stuck", Rewinds: 1 });
        await Poll.UntilAsync("its end", () => app.GetAsync($"runtime/webhooks/durabletask/instances/{stuck.Id}"), answer => answer.Text.Contains("\"Failed\"", StringComparison.Ordinal));
        var (order, key) = (shop.Order().Json, Shop.NewId("key"));
        var started = (await app.PostAsync(Shop.Sagas, order, key)).Read<StartAnswer>();
        await shop.EndedAsync(started.Id);
        var rows = new ViewRows(_azurite!.ConnectionString);
        var (live, counts) = (await rows.ReadAsync(stuck.Id), (await app.GetAsync("api/saga-counts")).Text);

        await rows.LoseAsync();
        Assert.Empty(await rows.ReadAsync());
        var progress = await RebuildAsync(app);

        Assert.Equal(live, await rows.ReadAsync(stuck.Id));
        Assert.Equal(counts, (await app.GetAsync("api/saga-counts")).Text);
        Assert.Equal(0, progress.Output.GetProperty("failed").GetInt32());
        Assert.Equal(started.Id, (await app.PostAsync(Shop.Sagas, order, key)).Read<StartAnswer>().Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await app.PostAsync(Shop.Sagas, shop.Order(3).Json, key)).Status);
    }

    [LocalFact]
    public async Task Rebuild_AppIsKilledUnderItWhileSagasRun_GoesOnAndMissesNone()
    {
        // More than the rebuild's page of 50 instances.
        const int Before = 60;
        await using var first = await LocalApp.StartAsync(Settings, Token);
        using var app = new AppClient(first.Url);
        var shop = await Shop.OpenAsync(app, onHand: 1000, balance: 10_000m);
        foreach (var few in Enumerable.Range(0, Before).Chunk(6))
        {
            await Task.WhenAll(few.Select(_ => shop.RunAsync(shop.Order(1))));
        }

        var rows = new ViewRows(_azurite!.ConnectionString);
        var live = await rows.ReadAsync();
        await rows.LoseAsync();

        (await app.PostAsync(Rebuild)).Expect(HttpStatusCode.Accepted);
        var started = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.StartAsync(shop.Order(1))));
        await first.KillAsync();
        await using var second = await LocalApp.StartAsync(Settings, Token);
        using var again = new AppClient(second.Url);
        var progress = await ProgressAsync(again);
        var ended = await Task.WhenAll(started.Select(saga => (shop with { App = again }).EndedAsync(saga.Id)));

        Assert.All(ended, saga => Assert.Equal("Completed", saga.Status));
        Assert.Equal(0, progress.Output.GetProperty("failed").GetInt32());
        Assert.InRange(progress.Output.GetProperty("rebuilt").GetInt32(), Before, Before + 10);
        Assert.Empty(live.Except(await rows.ReadAsync()));
    }

    public async ValueTask InitializeAsync()
    {
        if (LocalFactAttribute.IsLocal)
        {
            _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
            _bank = await NodeParticipant.StartAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_bank?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
        _workspace.Dispose();
    }

    private LocalAppSettings Settings => new(
        _azurite!.ConnectionString, _workspace.Hub, Participants: new Dictionary<string, Uri> { ["bank"] = _bank!.Url }, WorksOffQueues: true, Others: new Dictionary<string, string> { ["AzureWebJobs.SweepSagas.Disabled"] = "true" });

    private static async Task<Instance> RebuildAsync(AppClient app)
    {
        (await app.PostAsync(Rebuild)).Expect(HttpStatusCode.Accepted);
        return await ProgressAsync(app);
    }

    private static async Task<Instance> ProgressAsync(AppClient app)
    {
        var ended = await Poll.UntilAsync("end of the rebuild", () => app.GetAsync("runtime/webhooks/durabletask/instances/rebuild-projections"), answer => answer.Status == HttpStatusCode.OK);
        return ended.Read<Instance>();
    }
}
