using System.Net;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

[Trait("Hub", "Core")]
public sealed class CancelTests(AppHost host)
{
    [Fact]
    public async Task Cancel_BeforeThePivot_TurnsTheSagaBack()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order().With("ChargePayment", "hang");
        var started = await shop.StartAsync(order);
        await shop.UntilAsync("reservation", started.Id, saga => saga["ReserveStock"].Status == "Succeeded");

        var answer = await host.App.PostAsync($"api/sagas/{started.Id}/cancel", """{"reason":"changed my mind"}""");

        var saga = await shop.EndedAsync(started.Id);
        Assert.Equal((HttpStatusCode.Accepted, $"/api/sagas/{started.Id}"), (answer.Status, answer.Header("Location")));
        Assert.Equal(("Compensated", "Cancelled by the caller: changed my mind."), (saga.Status, saga.Outcome!.Reason));
        Assert.Equal((new Stock(10, 0), 100m), (await shop.StockAsync(), await shop.BalanceAsync()));
    }

    [Fact]
    public async Task Cancel_AfterThePivot_IsRefusedAndChangesNothing()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order().With("SendReceipt", "fail:4");
        var started = await shop.StartAsync(order);
        // A view is written before its activity's result is recorded; the next step's failure is past any doubt.
        await shop.UntilAsync("failing receipt", started.Id, saga => saga["SendReceipt"].Error is not null);

        var answer = await host.App.PostAsync($"api/sagas/{started.Id}/cancel");

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("Completed", (await shop.EndedAsync(started.Id)).Status);
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
    }

    [Fact]
    public async Task Cancel_EndedOrUnknown_IsAConflictOrNotFound()
    {
        var shop = await Shop.OpenAsync(host.App);
        var saga = await shop.RunAsync(shop.Order());

        var ended = await host.App.PostAsync($"api/sagas/{saga.Id}/cancel");
        var unknown = await host.App.PostAsync("api/sagas/nobody/cancel");

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NotFound), (ended.Status, unknown.Status));
    }
}
