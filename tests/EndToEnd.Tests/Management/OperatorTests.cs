using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Management;

[Trait("Hub", "Core")]
public sealed class OperatorTests(AppHost host)
{
    [Fact]
    public async Task Cancel_RaisedWhileRunning_TurnsTheSagaBack()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order().With("ChargePayment", "hang");
        var started = await shop.StartAsync(order);
        // Charged and hanging: before that, the cancel could come first and the step never begin.
        await Poll.UntilAsync($"payment for '{order.OrderId}'", () => host.App.GetAsync($"api/payments/{order.OrderId}"), found => found.Status == HttpStatusCode.OK);

        var answer = await host.App.PostAsync(started.SendEvent("Cancel"), """{"reason":"changed my mind"}""");

        var saga = await shop.EndedAsync(started.Id);
        Assert.Equal((HttpStatusCode.Accepted, string.Empty), (answer.Status, answer.Text));
        Assert.Equal(("Compensated", null, "Cancelled by the caller: changed my mind."), (saga.Status, saga.Outcome!.Step, saga.Outcome.Reason));
        Assert.Equal(["ChargePayment", "ReserveStock"], saga.Outcome.Undone);
        Assert.Equal((new Stock(10, 0), 100m), (await shop.StockAsync(), await shop.BalanceAsync()));
    }

    [Fact]
    public async Task Terminate_Running_EndsTheInstanceWithTheReasonAndCallsNothingMore()
    {
        var shop = await Shop.OpenAsync(host.App);
        var started = await shop.StartAsync(shop.Order().With("SendReceipt", "fail"));
        await shop.UntilAsync("failing receipt", started.Id, saga => saga["SendReceipt"].Error is not null);

        var answer = await host.App.PostAsync(started.Terminate("enough"));

        var instance = await Instance.EndedAsync(host.App, started);
        Assert.Equal((HttpStatusCode.Accepted, string.Empty), (answer.Status, answer.Text));
        Assert.Equal(("Terminated", "enough"), (instance.RuntimeStatus, instance.Output.GetString()));
        Assert.DoesNotContain("RecordTimeline", instance.Activities);
    }

    [Fact]
    public async Task TerminateOrRaiseEvent_Ended_IsGone()
    {
        var shop = await Shop.OpenAsync(host.App);
        var started = await shop.StartAsync(shop.Order());
        await Instance.EndedAsync(host.App, started);

        var (terminate, raise) = (await host.App.PostAsync(started.Terminate("late")), await host.App.PostAsync(started.SendEvent("Cancel"), "{}"));

        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (terminate.Status, raise.Status));
        Assert.Equal("Completed", (await Instance.EndedAsync(host.App, started)).RuntimeStatus);
    }

    [Fact]
    public async Task Purge_Ended_RemovesTheInstanceAndLeavesTheView()
    {
        var shop = await Shop.OpenAsync(host.App);
        var started = await shop.StartAsync(shop.Order());
        await Instance.EndedAsync(host.App, started);

        var answer = await host.App.DeleteAsync(started.PurgeHistoryDeleteUri);

        Assert.Equal("""{"instancesDeleted":1}""", answer.Expect(HttpStatusCode.OK).Text);
        (await host.App.GetAsync(started.StatusQueryGetUri)).Expect(HttpStatusCode.NotFound);
        Assert.Equal("Completed", (await shop.SagaAsync(started.Id)).Status);
    }

    [Fact]
    public async Task Start_SameKeyAfterThePurge_DoesNothingTwice()
    {
        var (shop, key) = (await Shop.OpenAsync(host.App), Shop.NewId("key"));
        var order = shop.Order();
        var started = await shop.StartAsync(order, key);
        await Instance.EndedAsync(host.App, started);
        (await host.App.DeleteAsync(started.PurgeHistoryDeleteUri)).Expect(HttpStatusCode.OK);

        var again = await shop.StartAsync(order, key);

        Assert.Equal(started.Id, again.Id);
        (await host.App.GetAsync(started.StatusQueryGetUri)).Expect(HttpStatusCode.NotFound);
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
        Assert.Equal((new Stock(8, 0), 80m), (await shop.StockAsync(), await shop.BalanceAsync()));
    }
}
