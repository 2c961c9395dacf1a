using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Local;

public sealed class StorageOutageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LocalFact]
    public async Task Storage_Stopped_IsNamedByHealthAndAStartIsPutOffUntilItIsBack()
    {
        using var workspace = new Workspace();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataFolder = workspace.File("azurite") }, Token);
        await using var local = await LocalApp.StartAsync(new LocalAppSettings(azurite.ConnectionString, workspace.Hub), Token);
        using var app = new AppClient(local.Url);
        var (shop, key) = (await Shop.OpenAsync(app), Shop.NewId("key"));
        var order = shop.Order();

        await azurite.DisposeAsync();
        var down = await app.GetAsync("api/health");
        var start = await app.PostAsync(Shop.Sagas, order.Json, key);
        await using var again = await AzuriteProcess.StartAsync(SamePorts(azurite, workspace.File("azurite")), Token);

        // In Azure the task hub is storage, and goes with it.
        var taskHub = TaskHub.IsFile ? "Healthy" : "Unavailable";
        Assert.Equal($$"""{"status":"Unavailable","storage":"Unavailable","taskHub":"{{taskHub}}"}""", down.Expect(HttpStatusCode.ServiceUnavailable).Text);
        Assert.Equal("5", start.Expect(HttpStatusCode.ServiceUnavailable).Header("Retry-After"));
        (await app.GetAsync("api/health")).Expect(HttpStatusCode.OK);
        Assert.Equal("Completed", (await shop.EndedAsync((await shop.StartAsync(order, key)).Id)).Status);
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
    }

    private static AzuriteOptions SamePorts(AzuriteProcess azurite, string folder)
    {
        int[] ports = [.. azurite.ConnectionString.Split(';').Where(part => part.Contains("Endpoint=", StringComparison.Ordinal)).Select(part => new Uri(part.Split('=')[1]).Port)];
        return new AzuriteOptions { BlobPort = ports[0], QueuePort = ports[1], TablePort = ports[2], DataFolder = folder };
    }
}
