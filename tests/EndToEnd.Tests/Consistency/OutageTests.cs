using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Throttling;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Consistency;

public sealed class OutageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Trait("Hub", "Core")]
    [LocalFact]
    public async Task Views_CutOff_LeaveStrongReadsAndEventualOnesSayUnavailable()
    {
        using var workspace = new Workspace();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), Token);
        await using var tables = await StorageProxy.StartAsync(azurite.ConnectionString, Token);
        await using var local = await LocalApp.StartAsync(new LocalAppSettings(tables.ConnectionString, workspace.Hub), Token);
        using var app = new AppClient(local.Url);
        var shop = await Shop.OpenAsync(app);
        var saga = await shop.RunAsync(shop.Order());

        tables.Answer = (_, text) => text.Contains("SagaViews", StringComparison.Ordinal) ? HttpStatusCode.ServiceUnavailable : null;
        var strong = await app.GetAsync($"api/sagas/{saga.Id}?consistency=strong");
        var eventual = await app.GetAsync($"api/sagas/{saga.Id}");

        Assert.Equal(("Completed", "Strong"), (strong.Expect(HttpStatusCode.OK).Json.GetProperty("status").GetString(), strong.Json.GetProperty("consistency").GetString()));
        Assert.Equal("5", eventual.Expect(HttpStatusCode.ServiceUnavailable).Header("Retry-After"));
    }

    [Trait("Hub", "Core")]
    [LocalFact]
    public async Task TaskHub_CutOff_LeavesEventualReadsAndStrongOnesSayUnavailable()
    {
        using var workspace = new Workspace();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), Token);
        await using var tables = await StorageProxy.StartAsync(azurite.ConnectionString, Token);
        await using var local = await LocalApp.StartAsync(new LocalAppSettings(tables.ConnectionString, workspace.Hub), Token);
        using var app = new AppClient(local.Url);
        var shop = await Shop.OpenAsync(app);
        var saga = await shop.RunAsync(shop.Order());

        Lose(workspace.Hub, tables);
        var eventual = await app.GetAsync($"api/sagas/{saga.Id}");
        var strong = await app.GetAsync($"api/sagas/{saga.Id}?consistency=strong");

        Assert.Equal(("Completed", "Eventual"), (eventual.Expect(HttpStatusCode.OK).Json.GetProperty("status").GetString(), eventual.Json.GetProperty("consistency").GetString()));
        Assert.Equal("5", strong.Expect(HttpStatusCode.ServiceUnavailable).Header("Retry-After"));
        Assert.Equal("Unavailable", (await app.GetAsync("api/health")).Json.GetProperty("taskHub").GetString());
    }

    [LocalFact]
    public async Task Reads_OfEachConsistency_SayWhichAndHowOldAndCarryTheSequence()
    {
        using var workspace = new Workspace();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), Token);
        await using var local = await LocalApp.StartAsync(new LocalAppSettings(azurite.ConnectionString, workspace.Hub), Token);
        using var app = new AppClient(local.Url);
        var shop = await Shop.OpenAsync(app);
        var start = (await app.PostAsync(Shop.Sagas, shop.Order().Json)).Expect(HttpStatusCode.Accepted).Json;
        var id = start.GetProperty("id").GetString()!;
        var sequence = (await shop.EndedAsync(id)).Sequence;

        var reads = new[] { "eventual", $"session&minSequence={sequence}", "strong" }.Select(consistency => app.GetAsync($"api/sagas/{id}?consistency={consistency}"));
        var views = (await Task.WhenAll(reads)).Select(read => read.Expect(HttpStatusCode.OK).Json).ToArray();
        var ahead = await app.GetAsync($"api/sagas/{id}?consistency=session&minSequence={sequence + 1}");

        Assert.Equal(0, start.GetProperty("sequence").GetInt64());
        Assert.Equal(["Eventual", "Session", "Strong"], views.Select(view => view.GetProperty("consistency").GetString()));
        Assert.All(views, view => Assert.Equal(sequence, view.GetProperty("sequence").GetInt64()));
        Assert.All(views, view => Assert.True(view.GetProperty("asOf").GetDateTimeOffset() >= view.GetProperty("createdAt").GetDateTimeOffset()));
        Assert.Equal("1", ahead.Expect(HttpStatusCode.ServiceUnavailable).Header("Retry-After"));
    }

    private static void Lose(TaskHub hub, StorageProxy tables)
    {
        if (TaskHub.IsFile)
        {
            Empty(hub.File);
            Empty($"{hub.File}-wal");
        }
        else
        {
            tables.Answer = (_, text) => text.Contains($"/{hub.Name}", StringComparison.Ordinal) ? HttpStatusCode.ServiceUnavailable : null;
        }
    }

    // As a disk that loses what it held: the files stay open, and there is nothing in them.
    private static void Empty(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        stream.SetLength(0);
    }
}
