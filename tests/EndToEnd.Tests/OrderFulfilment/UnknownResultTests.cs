using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

[Trait("Hub", "Core")]
public sealed class UnknownResultTests(AppHost host)
{
    [Fact]
    public async Task Order_ShipmentFailsAfterItsWorkEveryTime_IsUndoneInReverseEachOnce()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order().With("ShipOrder", "fail-after");

        var started = await shop.StartAsync(order);
        var saga = await shop.EndedAsync(started.Id);

        Assert.Equal(("Compensated", "ShipOrder"), (saga.Status, saga.Outcome!.Step));
        Assert.Equal("The result is unknown after 3 attempts: Injected fault: ShipOrder failed after its work at attempt 3.", saga.Outcome.Reason);
        Assert.Equal(["ShipOrder", "ChargePayment", "ReserveStock"], saga.Outcome.Undone);
        Assert.Equal([("Compensated", 1), ("Compensated", 1), ("Compensated", 3), ("Pending", 0)], saga.Steps.Select(step => (step.Status, step.Attempts)));
        Assert.Equal(new Effects("Refunded", "Cancelled", null), await shop.EffectsAsync(order));
        Assert.Equal((new Stock(10, 0), 100m), (await shop.StockAsync(), await shop.BalanceAsync()));
        Assert.Equal(
            ["ReserveStock", "ChargePayment", "ShipOrder", "ShipOrder", "ShipOrder", "CancelShipment", "RefundPayment", "ReleaseStock", "RecordTimeline"],
            (await Instance.EndedAsync(host.App, started)).Activities);
    }

    [Fact]
    public async Task Order_ChargeFailsBeforeItsWorkEveryTime_IsCompensatedThoughNothingWasCharged()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order().With("ChargePayment", "fail");

        var saga = await shop.RunAsync(order);

        Assert.Equal("Compensated", saga.Status);
        Assert.Equal(["ChargePayment", "ReserveStock"], saga.Outcome!.Undone);
        Assert.Equal(Effects.None, await shop.EffectsAsync(order));
        Assert.Equal((new Stock(10, 0), 100m), (await shop.StockAsync(), await shop.BalanceAsync()));
    }

    [Fact]
    public async Task Order_ReceiptFailsAfterItsWorkSeveralTimes_SendsOneCopy()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order().With("SendReceipt", "fail-after");
        var started = await shop.StartAsync(order);
        await shop.UntilAsync("third attempt at the receipt", started.Id, saga => saga["SendReceipt"].Attempts >= 3);

        await shop.PutFaultsAsync(started.Id, "{}");
        var saga = await shop.EndedAsync(started.Id);

        Assert.Equal("Completed", saga.Status);
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
    }

    [Fact]
    public async Task Order_ShipmentHangs_IsGivenUpAndUndone()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order().With("ShipOrder", "hang");

        var saga = await shop.RunAsync(order);

        Assert.Equal("Compensated", saga.Status);
        Assert.Equal("The result is unknown after 3 attempts: No answer within the attempt's time-out of 00:00:05.", saga.Outcome!.Reason);
        Assert.Equal(["ShipOrder", "ChargePayment", "ReserveStock"], saga.Outcome.Undone);
        Assert.Equal(new Effects("Refunded", "Cancelled", null), await shop.EffectsAsync(order));
        Assert.Equal((new Stock(10, 0), 100m), (await shop.StockAsync(), await shop.BalanceAsync()));
    }

    [Fact]
    public async Task Order_EveryCompensationFailsAfterItsWorkAtFirst_IsUndoneOnceAllTheSame()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order().With("ShipOrder", "fail-after").With("CancelShipment", "fail:2").With("RefundPayment", "fail-after").With("ReleaseStock", "fail:1");
        var started = await shop.StartAsync(order);
        await shop.UntilAsync("refund", started.Id, saga => saga["ChargePayment"].Status == "Compensating");

        await shop.PutFaultsAsync(started.Id, "{}");
        var saga = await shop.EndedAsync(started.Id);

        Assert.Equal("Compensated", saga.Status);
        Assert.Equal(["ShipOrder", "ChargePayment", "ReserveStock"], saga.Outcome!.Undone);
        Assert.Equal(new Effects("Refunded", "Cancelled", null), await shop.EffectsAsync(order));
        Assert.Equal((new Stock(10, 0), 100m), (await shop.StockAsync(), await shop.BalanceAsync()));
    }
}
