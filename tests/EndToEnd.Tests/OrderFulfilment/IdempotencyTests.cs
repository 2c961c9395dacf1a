using System.Net;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

[Trait("Hub", "Core")]
public sealed class IdempotencyTests(AppHost host)
{
    [Fact]
    public async Task Start_SameKeyAndBody_IsTheSameSagaAlsoAfterItHasEnded()
    {
        var (shop, key) = (await Shop.OpenAsync(host.App), Shop.NewId("key"));
        var order = shop.Order();

        var first = await shop.StartAsync(order, key);
        var second = await shop.StartAsync(order, key);
        var ended = await shop.EndedAsync(first.Id);
        var third = await shop.StartAsync(order, key);

        Assert.Equal((first.Id, first.Id), (second.Id, third.Id));
        Assert.Equal(ended, await shop.EndedAsync(first.Id) with { Outcome = ended.Outcome, Steps = ended.Steps });
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
        Assert.Equal((new Stock(8, 0), 80m), (await shop.StockAsync(), await shop.BalanceAsync()));
    }

    [Fact]
    public async Task Start_SameKeyAndTheSameBodyWrittenOtherwise_IsTheSameSaga()
    {
        var (shop, key) = (await Shop.OpenAsync(host.App), Shop.NewId("key"));
        var order = shop.Order(1, 5m);
        var first = await shop.StartAsync(order, key);

        var second = await host.App.PostAsync(
            Shop.Sagas,
            $$"""{ "address": "1 Harbour Street", "lines": [ {"unitPrice":5, "quantity":1, "sku":"{{shop.Sku}}"} ], "customerId": "{{shop.CustomerId}}", "orderId": "{{order.OrderId}}" }""",
            key);

        Assert.Equal(first.Id, second.Expect(HttpStatusCode.Accepted).Json.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Start_SameKeyAndAnotherBody_IsRefusedAndNamesTheSaga()
    {
        var (shop, key) = (await Shop.OpenAsync(host.App), Shop.NewId("key"));
        var order = shop.Order(1, 5m);
        var first = await shop.StartAsync(order, key);

        var second = await host.App.PostAsync(Shop.Sagas, (order with { Address = "2 Harbour Street" }).Json, key);

        var problem = second.Expect(HttpStatusCode.UnprocessableEntity).Json;
        Assert.Equal("application/problem+json", second.Header("Content-Type")!.Split(';')[0]);
        Assert.Equal((422, first.Id), (problem.GetProperty("status").GetInt32(), problem.GetProperty("instanceId").GetString()));
        Assert.Contains("Idempotency-Key", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SameKeyFiveTimesAtOnce_ChargesOnce()
    {
        var (shop, key) = (await Shop.OpenAsync(host.App), Shop.NewId("key"));
        var order = shop.Order();

        var started = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => shop.StartAsync(order, key)));

        var id = Assert.Single(started.Select(saga => saga.Id).Distinct());
        Assert.Equal("Completed", (await shop.EndedAsync(id)).Status);
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
        Assert.Equal((new Stock(8, 0), 80m), (await shop.StockAsync(), await shop.BalanceAsync()));
    }

    [Fact]
    public async Task Start_WithoutAKey_IsANewSagaEachTime()
    {
        var shop = await Shop.OpenAsync(host.App);

        var (first, second) = (await shop.StartAsync(shop.Order()), await shop.StartAsync(shop.Order()));

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(("Completed", "Completed"), ((await shop.EndedAsync(first.Id)).Status, (await shop.EndedAsync(second.Id)).Status));
        Assert.Equal((new Stock(6, 0), 60m), (await shop.StockAsync(), await shop.BalanceAsync()));
    }

    [Fact]
    public async Task Start_KeyTooLong_NamesTheHeader()
    {
        var shop = await Shop.OpenAsync(host.App);

        var answer = await host.App.PostAsync(Shop.Sagas, shop.Order().Json, new string('k', 256));

        var problem = answer.Expect(HttpStatusCode.BadRequest).Json;
        Assert.Equal("Expected 1 to 255 printable characters.", problem.GetProperty("errors").GetProperty("Idempotency-Key")[0].GetString());
    }
}
