using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Throttling;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Reconciliation;

/// <summary>A start whose app was killed after the view was inserted and before the orchestration was scheduled.</summary>
internal sealed class HalfStart : IAsyncDisposable
{
    private readonly Workspace _workspace = new();
    private readonly AzuriteProcess _azurite;
    private LocalApp? _again;

    private HalfStart(AzuriteProcess azurite) => _azurite = azurite;

    public string Key { get; } = Shop.NewId("key");

    public Order Order { get; private set; } = null!;

    /// <summary>The shop of the app that was started again.</summary>
    public Shop Shop { get; private set; } = null!;

    public string Log => _again!.Log;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="sweepAfter">How old a start must be for the sweep to look at it.</param>
    public static async Task<HalfStart> LeaveAsync(TimeSpan sweepAfter)
    {
        var half = new HalfStart(await AzuriteProcess.StartAsync(new AzuriteOptions(), Token));
        try
        {
            await half.KillAsync();
            await half.StartAgainAsync(sweepAfter);
            return half;
        }
        catch
        {
            await half.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_again?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _azurite.DisposeAsync();
        _workspace.Dispose();
    }

    private async Task KillAsync()
    {
        await using var proxy = await StorageProxy.StartAsync(_azurite.ConnectionString, Token);
        await using var local = await LocalApp.StartAsync(new LocalAppSettings(proxy.ConnectionString, _workspace.Hub), Token);
        using var app = new AppClient(local.Url);
        Shop = await Shop.OpenAsync(app);
        Order = Shop.Order();

        // The insert of the saga's own row: the app never hears that it was made.
        proxy.IsSilent = (_, text) => text.Contains("/SagaViews", StringComparison.Ordinal) && text.Contains("requestHash", StringComparison.Ordinal);
        var start = app.PostAsync(Shop.Sagas, Order.Json, Key);
        await proxy.FirstSilence.WaitAsync(Token);
        await local.KillAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => start);
    }

    private async Task StartAgainAsync(TimeSpan sweepAfter)
    {
        var settings = new LocalAppSettings(_azurite.ConnectionString, _workspace.Hub, Others: new Dictionary<string, string> { ["Reconciliation__After"] = sweepAfter.ToString() });
        _again = await LocalApp.StartAsync(settings, Token);
        Shop = Shop with { App = new AppClient(_again.Url) };
    }
}
