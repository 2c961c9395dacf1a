using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

[Trait("Hub", "Core")]
public sealed class RefusedOrderTests(AppHost host)
{
    [Fact]
    public async Task Order_InsufficientBalance_GivesTheStockBackAndChargesNothing()
    {
        var shop = await Shop.OpenAsync(host.App, onHand: 10, balance: 19.99m);
        var order = shop.Order(2, 10.00m);

        var started = await shop.StartAsync(order);
        var saga = await shop.EndedAsync(started.Id);

        AssertCompensated(saga, "ChargePayment", $"Insufficient balance: customer '{shop.CustomerId}' has 19.99, the order costs 20.00.", "ReserveStock");
        Assert.Equal(["Compensated", "Refused", "Pending", "Pending"], saga.Steps.Select(step => step.Status));
        Assert.Equal(Effects.None, await shop.EffectsAsync(order));
        Assert.Equal(new Stock(10, 0), await shop.StockAsync());
        Assert.Equal(19.99m, await shop.BalanceAsync());
        Assert.Equal(["ReserveStock", "ChargePayment", "ReleaseStock", "RecordTimeline"], (await Instance.EndedAsync(host.App, started)).Activities);
    }

    [Fact]
    public async Task Order_InsufficientStock_LeavesEverythingAsItWas()
    {
        var shop = await Shop.OpenAsync(host.App, onHand: 1);
        var order = shop.Order(2);

        var saga = await shop.RunAsync(order);

        AssertCompensated(saga, "ReserveStock", $"Insufficient stock of '{shop.Sku}': 1 available, 2 ordered.");
        Assert.Equal(Effects.None, await shop.EffectsAsync(order));
        Assert.Equal((new Stock(1, 0), 100m), (await shop.StockAsync(), await shop.BalanceAsync()));
    }

    [Fact]
    public async Task Order_OneArticleOfTwoShort_ReservesNeither()
    {
        var (shop, other) = (await Shop.OpenAsync(host.App, onHand: 5), await Shop.OpenAsync(host.App, onHand: 0));
        var order = shop.Order() with { Lines = [new(shop.Sku, 2, 1m), new(other.Sku, 1, 1m)] };

        var saga = await shop.RunAsync(order);

        AssertCompensated(saga, "ReserveStock", $"Insufficient stock of '{other.Sku}': 0 available, 1 ordered.");
        Assert.Equal((new Stock(5, 0), new Stock(0, 0)), (await shop.StockAsync(), await other.StockAsync()));
    }

    [Fact]
    public async Task Order_UnknownArticle_IsCompensatedWithTheReason()
    {
        var shop = await Shop.OpenAsync(host.App);
        var unknown = Shop.NewId("sku");

        var saga = await shop.RunAsync(shop.Order() with { Lines = [new(unknown, 1, 1m)] });

        AssertCompensated(saga, "ReserveStock", $"Article '{unknown}' is not stocked.");
    }

    [Fact]
    public async Task Order_UnknownCustomer_GivesTheStockBack()
    {
        var shop = await Shop.OpenAsync(host.App);
        var unknown = Shop.NewId("customer");

        var saga = await shop.RunAsync(shop.Order() with { CustomerId = unknown });

        AssertCompensated(saga, "ChargePayment", $"Customer '{unknown}' is unknown.", "ReserveStock");
        Assert.Equal(new Stock(10, 0), await shop.StockAsync());
    }

    [Fact]
    public async Task Order_ShipmentRefused_IsNotCancelledButAllBeforeItIsUndone()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order().With("ShipOrder", "refuse");

        var started = await shop.StartAsync(order);
        var saga = await shop.EndedAsync(started.Id);

        AssertCompensated(saga, "ShipOrder", "Injected fault: ShipOrder refused.", "ChargePayment", "ReserveStock");
        Assert.Equal(new Effects("Refunded", null, null), await shop.EffectsAsync(order));
        Assert.Equal((new Stock(10, 0), 100m), (await shop.StockAsync(), await shop.BalanceAsync()));
        Assert.Equal(
            ["ReserveStock", "ChargePayment", "ShipOrder", "RefundPayment", "ReleaseStock", "RecordTimeline"],
            (await Instance.EndedAsync(host.App, started)).Activities);
    }

    [Fact]
    public async Task Order_ChargedUnderAnotherSaga_IsRefusedAndTheFirstChargeStands()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order();
        var first = await shop.RunAsync(order);

        var second = await shop.RunAsync(order);

        AssertCompensated(second, "ChargePayment", $"Order '{order.OrderId}' was charged already, by saga '{first.Id}'.", "ReserveStock");
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
        Assert.Equal((new Stock(8, 0), 80m), (await shop.StockAsync(), await shop.BalanceAsync()));
    }

    [Fact]
    public async Task Order_OfAnotherCustomerUnderAnIdThatWasCharged_IsRefusedAndTheFirstPaymentIsFound()
    {
        var shop = await Shop.OpenAsync(host.App);
        var other = await Shop.OpenAsync(host.App);
        var order = shop.Order();
        await shop.RunAsync(order);

        var second = await other.RunAsync(other.Order() with { OrderId = order.OrderId });

        AssertCompensated(second, "ChargePayment", $"Order '{order.OrderId}' was charged already, to customer '{order.CustomerId}'.", "ReserveStock");
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
        Assert.Equal((new Stock(10, 0), 100m), (await other.StockAsync(), await other.BalanceAsync()));
    }

    private static void AssertCompensated(SagaAnswer saga, string step, string reason, params string[] undone)
    {
        Assert.Equal(("Compensated", null), (saga.Status, saga.Error));
        Assert.Equal(("Compensated", step, reason), (saga.Outcome!.Status, saga.Outcome.Step, saga.Outcome.Reason));
        Assert.Equal(undone, saga.Outcome.Undone);
    }
}
