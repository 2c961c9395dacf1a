using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>What one line of host.json is worth: with the extension's own default, no saga that has a version starts.</summary>
public sealed class HostJsonTests
{
    private const string Line = "versionMatchStrategy";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LocalFact]
    [Trait("Hub", "Core")]
    public async Task Saga_WithOurHostJsonAlone_Completes()
    {
        using var workspace = new Workspace();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), Token);
        await using var local = await LocalApp.StartAsync(new LocalAppSettings(azurite.ConnectionString, workspace.Hub), Token);
        using var app = new AppClient(local.Url);
        var shop = await Shop.OpenAsync(app);

        var saga = await shop.RunAsync(shop.Order());

        // The view is written by the last activity; its instance ends after it.
        var ended = await Poll.UntilAsync("end of the instance", () => app.GetAsync($"runtime/webhooks/durabletask/instances/{saga.Id}"), answer => answer.Status != HttpStatusCode.Accepted);
        var instance = ended.Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("Completed", "Completed"), (saga.Status, instance.GetProperty("runtimeStatus").GetString()));
        Assert.NotEmpty(instance.GetProperty("version").GetString()!);
    }

    [LocalFact]
    public async Task Saga_WithoutTheLine_StaysPendingWhileWhatHasNoVersionRuns()
    {
        using var workspace = new Workspace();
        using var copy = new AppCopy(durableTask => Assert.True(durableTask.Remove(Line)));
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), Token);
        await using var local = await LocalApp.StartAsync(new LocalAppSettings(azurite.ConnectionString, workspace.Hub) { AppFolder = copy.Folder }, Token);
        using var app = new AppClient(local.Url);
        var shop = await Shop.OpenAsync(app);

        var started = await shop.StartAsync(shop.Order());
        (await app.PostAsync("api/projections/rebuild")).Expect(HttpStatusCode.Accepted);
        await Poll.UntilAsync("end of an orchestration without version", () => app.GetAsync("runtime/webhooks/durabletask/instances/rebuild-projections"), answer => answer.Status == HttpStatusCode.OK);

        Assert.Equal("Pending", (await app.GetAsync(started.StatusQueryGetUri)).Json.GetProperty("runtimeStatus").GetString());
    }
}
