using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.EndToEnd.Tests.Security;

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

    [LocalTheory]
    [InlineData(false, HttpStatusCode.Accepted)]
    [InlineData(true, HttpStatusCode.BadRequest)]
    public async Task Faults_ByDefault_AreRefusedWhereKeysAreConfigured(bool hasKeys, HttpStatusCode expected)
    {
        using var workspace = new Workspace();
        var others = hasKeys ? new Dictionary<string, string> { ["LocalHost__Keys__default"] = KeyedApp.Key, ["LocalHost__Keys___master"] = KeyedApp.MasterKey } : null;
        await using var local = await LocalApp.StartAsync(new LocalAppSettings(host.Storage, workspace.Hub, AllowFaultInjection: null, Others: others), TestContext.Current.CancellationToken);
        using var app = new AppClient(local.Url, new Dictionary<string, string> { ["x-functions-key"] = KeyedApp.Key });
        var shop = await Shop.OpenAsync(app);

        var faulty = await app.PostAsync(Shop.Sagas, shop.Order().With("ShipOrder", "refuse").Json);
        var saga = await shop.RunAsync(shop.Order());

        Assert.Equal((expected, "Completed"), (faulty.Status, saga.Status));
    }
}
