using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Local;

public sealed class FaultInjectionTests(AppHost host)
{
    [LocalFact]
    public async Task Faults_NotAllowed_AreRefusedInAStartAndNotOfferedAfterIt()
    {
        using var workspace = new Workspace();
        await using var local = await LocalApp.StartAsync(new LocalAppSettings(host.Storage, workspace.Hub, AllowFaultInjection: false), TestContext.Current.CancellationToken);
        using var app = new AppClient(local.Url);
        var shop = await Shop.OpenAsync(app);

        var start = await app.PostAsync(Shop.Sagas, shop.Order().With("ShipOrder", "refuse").Json);
        var saga = await shop.RunAsync(shop.Order());
        var put = await app.PutAsync($"api/sagas/{saga.Id}/faults", "{}");

        Assert.Equal(
            "Faults are not accepted here: setting 'AllowFaultInjection' is not true.",
            start.Expect(HttpStatusCode.BadRequest).Json.GetProperty("errors").GetProperty("faults")[0].GetString());
        Assert.Equal("Completed", saga.Status);
        put.Expect(HttpStatusCode.NotFound);
    }
}
