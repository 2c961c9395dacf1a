using System.Collections.Concurrent;
using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Throttling;

public sealed class ThrottledStorageTests : IAsyncLifetime
{
    private readonly Workspace _workspace = new();
    private AzuriteProcess? _azurite;
    private StorageProxy? _proxy;
    private LocalApp? _local;
    private AppClient? _app;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LocalFact]
    public async Task Storage_TurningAwayEveryThirdRequest_IsAskedAgainAndNobodyNotices()
    {
        var shop = await Shop.OpenAsync(_app!);
        var order = shop.Order();

        // No request so often that the SDK gives it up.
        var refused = new ConcurrentDictionary<string, int>();
        _proxy!.Answer = (number, text) => number % 3 != 0 || refused.AddOrUpdate(text, 1, (_, times) => times + 1) > 3 ? null : number % 2 == 0 ? HttpStatusCode.TooManyRequests : HttpStatusCode.ServiceUnavailable;
        var saga = await shop.RunAsync(order);

        Assert.Equal("Completed", saga.Status);
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
        Assert.Equal((new Stock(8, 0), 80m), (await shop.StockAsync(), await shop.BalanceAsync()));
        Assert.True(_proxy.Refused > 10, $"The proxy turned {_proxy.Refused} requests away.");
    }

    [LocalFact]
    public async Task Storage_DoingWhatItIsAskedAndNotAnswering_IsAskedAgainAndNothingHappensTwice()
    {
        var shop = await Shop.OpenAsync(_app!);
        var order = shop.Order();
        var transactions = new ConcurrentDictionary<string, bool>(new[] { "SagaIndex", "SagaViews", "Warehouse", "Payments" }.Select(table => KeyValuePair.Create(table, true)));

        // The first transaction in each of these tables.
        _proxy!.IsSilent = (_, text) => text.Contains("$batch", StringComparison.Ordinal) && transactions.Keys.Any(table => text.Contains($"/{table}", StringComparison.Ordinal) && transactions.TryRemove(table, out var _));
        var saga = await shop.RunAsync(order);

        Assert.Equal("Completed", saga.Status);
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
        Assert.Equal((new Stock(8, 0), 80m), (await shop.StockAsync(), await shop.BalanceAsync()));
        Assert.Equal(4, _proxy.Silenced);
    }

    [LocalFact]
    public async Task Storage_TurningEverythingAway_IsAClear503WithinABound()
    {
        var shop = await Shop.OpenAsync(_app!);
        var (order, key) = (shop.Order(), Shop.NewId("key"));
        var looks = 0;
        _proxy!.Answer = (_, text) =>
        {
            // Whenever they are due, the app's timers are turned away, too.
            if (IsLookForASaga(text))
            {
                Interlocked.Increment(ref looks);
            }

            return HttpStatusCode.TooManyRequests;
        };

        var start = await _app!.PostAsync(Shop.Sagas, order.Json, key);

        Assert.Equal("5", start.Expect(HttpStatusCode.ServiceUnavailable).Header("Retry-After"));
        Assert.Equal(5, looks);
        _proxy.Answer = (_, _) => null;
        Assert.Equal("Completed", (await shop.EndedAsync((await shop.StartAsync(order, key)).Id)).Status);
    }

    [LocalFact]
    public async Task Storage_NeverAnswering_IsAClear503WithinABound()
    {
        var shop = await Shop.OpenAsync(_app!);
        var (order, key) = (shop.Order(), Shop.NewId("key"));
        _proxy!.IsSilent = (_, text) => IsLookForASaga(text);

        var start = await _app!.PostAsync(Shop.Sagas, order.Json, key);

        Assert.Equal("5", start.Expect(HttpStatusCode.ServiceUnavailable).Header("Retry-After"));
        Assert.InRange(_proxy.Silenced, 2, 4);
        _proxy.IsSilent = (_, _) => false;
        Assert.Equal("Completed", (await shop.EndedAsync((await shop.StartAsync(order, key)).Id)).Status);
    }

    [LocalFact]
    public async Task Projection_TurnedAwayWhileASagaRuns_HealsWithoutARebuild()
    {
        var shop = await Shop.OpenAsync(_app!);
        var started = await shop.StartAsync(shop.Order().With("ChargePayment", "fail:2"));
        await shop.UntilAsync("reservation", started.Id, saga => saga["ReserveStock"].Status == "Succeeded");

        _proxy!.Answer = (_, text) => text.Contains("SagaViews", StringComparison.Ordinal) ? HttpStatusCode.ServiceUnavailable : null;
        await Poll.UntilAsync("shipment in the task hub", () => _app!.GetAsync($"api/sagas/{started.Id}?consistency=strong"), read => read.Status == HttpStatusCode.OK && read.Read<SagaAnswer>()["ShipOrder"].Status == "Succeeded");
        _proxy.Answer = (_, _) => null;

        var saga = await shop.EndedAsync(started.Id);
        Assert.Equal("Completed", saga.Status);
        Assert.All(saga.Steps, step => Assert.Equal("Succeeded", step.Status));
        Assert.True(_proxy.Refused > 0);
    }

    public async ValueTask InitializeAsync()
    {
        if (!LocalFactAttribute.IsLocal)
        {
            return;
        }

        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
        _proxy = await StorageProxy.StartAsync(_azurite.ConnectionString, CancellationToken.None);
        _local = await LocalApp.StartAsync(new LocalAppSettings(_proxy.ConnectionString, _workspace.Hub), CancellationToken.None);
        _app = new AppClient(_local.Url);
    }

    public async ValueTask DisposeAsync()
    {
        _app?.Dispose();
        await (_local?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
        _workspace.Dispose();
    }

    // With which every start begins: whether its key has a saga yet.
    private static bool IsLookForASaga(string text) => text.Contains("/SagaViews(", StringComparison.Ordinal);
}
