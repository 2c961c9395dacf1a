using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Local;

public sealed class WaitingCallersTests
{
    private const int Callers = 60;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LocalFact]
    public async Task Wait_SixtyCallersAndTenThreads_HoldNone()
    {
        using var workspace = new Workspace();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), Token);
        // Hexadecimal.
        var settings = new LocalAppSettings(azurite.ConnectionString, workspace.Hub, Others: new Dictionary<string, string> { ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "A" });
        await using var local = await LocalApp.StartAsync(settings, Token);
        using var app = new AppClient(local.Url);
        var (shop, key) = (await Shop.OpenAsync(app), Shop.NewId("key"));
        var order = shop.Order().With("ChargePayment", "hang");
        var id = (await shop.StartAsync(order, key)).Id;
        await shop.UntilAsync("reservation", id, saga => saga["ReserveStock"].Status == "Succeeded");

        Task<Answer>[] waiting = [.. Enumerable.Range(0, Callers).Select(_ => app.PostAsync($"{Shop.Sagas}?wait=4", order.Json, key))];
        var health = await app.GetAsync("api/health");
        var begun = waiting.Count(call => !call.IsCompleted);
        var answers = await Task.WhenAll(waiting);

        Assert.Equal((HttpStatusCode.OK, Callers), (health.Status, begun));
        Assert.All(answers, answer => Assert.Equal(id, answer.Expect(HttpStatusCode.Accepted).Read<StartAnswer>().Id));
    }
}
