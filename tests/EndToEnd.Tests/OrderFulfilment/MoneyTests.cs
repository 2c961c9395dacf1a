using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

[Trait("Hub", "Core")]
public sealed class MoneyTests(AppHost host)
{
    // 0.30 - 0.10 three times is 0.00; with doubles it would be 2.8e-17, and the third order would still be paid.
    [Fact]
    public async Task Balance_ThreeDimesOfThirtyCents_IsNothingAndBuysNoMore()
    {
        var shop = await Shop.OpenAsync(host.App, balance: 0.30m);
        var balances = new List<decimal>();

        for (var order = 0; order < 3; order++)
        {
            await shop.RunAsync(shop.Order(1, 0.10m));
            balances.Add(await shop.BalanceAsync());
        }

        var fourth = await shop.RunAsync(shop.Order(1, 0.01m));
        Assert.Equal([0.20m, 0.10m, 0.00m], balances);
        Assert.Equal($"Insufficient balance: customer '{shop.CustomerId}' has 0.00, the order costs 0.01.", fourth.Outcome!.Reason);
    }

    [Fact]
    public async Task Balance_MoreDigitsThanADoubleHas_KeepsEveryCent()
    {
        var shop = await Shop.OpenAsync(host.App, onHand: 1_000_000, balance: 999_999_999_999.99m);
        var order = shop.Order(999_999, 999_999.99m);

        await shop.RunAsync(order);

        var payment = (await host.App.GetAsync($"api/payments/{order.OrderId}")).Json.GetProperty("amount").GetRawText();
        Assert.Equal("999998990000.01", payment);
        Assert.Equal(999_999_999_999.99m - 999_998_990_000.01m, await shop.BalanceAsync());
    }
}
