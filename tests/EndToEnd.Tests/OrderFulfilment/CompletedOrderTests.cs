using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

[Trait("Hub", "Core")]
public sealed partial class CompletedOrderTests(AppHost host)
{
    [Fact]
    public async Task Start_Order_AnswersAtOnceWithWhereToAskNext()
    {
        var shop = await Shop.OpenAsync(host.App);

        var answer = await host.App.PostAsync(Shop.Sagas, shop.Order().Json);

        var started = answer.Expect(HttpStatusCode.Accepted).Read<StartAnswer>();
        Assert.Equal($"/api/sagas/{started.Id}", answer.Header("Location"));
        Assert.True(int.Parse(answer.Header("Retry-After")!, CultureInfo.InvariantCulture) > 0);
        Assert.StartsWith("application/json", answer.Header("Content-Type"), StringComparison.Ordinal);
        Assert.All(
            [started.StatusQueryGetUri, started.SendEventPostUri, started.TerminatePostUri, started.PurgeHistoryDeleteUri],
            link => Assert.StartsWith($"{host.App.Url}runtime/webhooks/durabletask/instances/{started.Id}", link, StringComparison.Ordinal));
        (await host.App.GetAsync($"api/sagas/{started.Id}")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Order_AllGoesWell_ShowsItsWholeStory()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order(2, 10.00m);

        var saga = await shop.RunAsync(order);

        var view = (await host.App.GetAsync($"api/sagas/{saga.Id}")).Text;
        Assert.Equal(
            """
            {"id":"{id}","name":"order-fulfilment","protocol":"saga","version":1,"status":"Completed","createdAt":"{time}","updatedAt":"{time}","sequence":9,
            "request":{"orderId":"{order}","customerId":"{customer}","lines":[{"sku":"{sku}","quantity":2,"unitPrice":10.00}],"address":"1 Harbour Street"},
            "outcome":{"status":"Completed","step":null,"reason":null,"undone":[]},"error":null,"key":"{order}","rewinds":0,
            "steps":[
            {"name":"ReserveStock","status":"Succeeded","attempts":1,"startedAt":"{time}","finishedAt":"{time}","error":null,"maxAttempts":3,"compensationAttempts":0,"maxCompensationAttempts":6,"operation":"Action","stands":"Stands",
            "tries":[{"operation":"Action","number":1,"startedAt":"{time}","finishedAt":"{time}","result":"Succeeded","error":null}]},
            {"name":"ChargePayment","status":"Succeeded","attempts":1,"startedAt":"{time}","finishedAt":"{time}","error":null,"maxAttempts":3,"compensationAttempts":0,"maxCompensationAttempts":6,"operation":"Action","stands":"Stands",
            "tries":[{"operation":"Action","number":1,"startedAt":"{time}","finishedAt":"{time}","result":"Succeeded","error":null}]},
            {"name":"ShipOrder","status":"Succeeded","attempts":1,"startedAt":"{time}","finishedAt":"{time}","error":null,"maxAttempts":3,"compensationAttempts":0,"maxCompensationAttempts":6,"operation":"Action","stands":"Stands",
            "tries":[{"operation":"Action","number":1,"startedAt":"{time}","finishedAt":"{time}","result":"Succeeded","error":null}]},
            {"name":"SendReceipt","status":"Succeeded","attempts":1,"startedAt":"{time}","finishedAt":"{time}","error":null,"maxAttempts":12,"compensationAttempts":0,"operation":"Action","stands":"Stands",
            "tries":[{"operation":"Action","number":1,"startedAt":"{time}","finishedAt":"{time}","result":"Succeeded","error":null}]}],
            "consistency":"Eventual","asOf":"{time}"}
            """.ReplaceLineEndings(string.Empty).Replace("{id}", saga.Id, StringComparison.Ordinal).Replace("{order}", order.OrderId, StringComparison.Ordinal)
                .Replace("{customer}", shop.CustomerId, StringComparison.Ordinal).Replace("{sku}", shop.Sku, StringComparison.Ordinal),
            Time().Replace(view, "{time}"));
    }

    [Fact]
    public async Task Order_AllGoesWell_LeavesEveryEffectOnce()
    {
        var shop = await Shop.OpenAsync(host.App, onHand: 10, balance: 100m);
        var order = shop.Order(3, 10.50m);

        var saga = await shop.RunAsync(order);

        Assert.Equal("Completed", saga.Status);
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
        Assert.Equal(new Stock(7, 0), await shop.StockAsync());
        Assert.Equal(68.50m, await shop.BalanceAsync());
    }

    [Fact]
    public async Task Order_AllGoesWell_EachParticipantShowsWhatItRecorded()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order(2, 10.00m);

        await shop.RunAsync(order);

        await AssertRecordAsync($"api/stock/{shop.Sku}", $$"""{"sku":"{{shop.Sku}}","onHand":8,"reserved":0}""");
        await AssertRecordAsync($"api/customers/{shop.CustomerId}", $$"""{"id":"{{shop.CustomerId}}","balance":80.00}""");
        await AssertRecordAsync($"api/payments/{order.OrderId}", $$"""{"orderId":"{{order.OrderId}}","customerId":"{{shop.CustomerId}}","amount":20.00,"status":"Charged","chargedAt":"{time}","refundedAt":null}""");
        await AssertRecordAsync($"api/shipments/{order.OrderId}", $$"""{"orderId":"{{order.OrderId}}","status":"Shipped","address":"1 Harbour Street","shippedAt":"{time}","cancelledAt":null}""");
        await AssertRecordAsync($"api/receipts/{order.OrderId}", $$"""{"orderId":"{{order.OrderId}}","customerId":"{{shop.CustomerId}}","total":20.00,"sentAt":"{time}","copies":1}""");
    }

    [Fact]
    public async Task Order_SeveralLinesOfOneArticle_ShipsAllOfThem()
    {
        var (shop, other) = (await Shop.OpenAsync(host.App, onHand: 6), await Shop.OpenAsync(host.App, onHand: 1));
        var order = shop.Order() with { Lines = [new(shop.Sku, 2, 1m), new(other.Sku, 1, 5m), new(shop.Sku, 4, 0m)] };

        var saga = await shop.RunAsync(order);

        Assert.Equal("Completed", saga.Status);
        Assert.Equal((new Stock(0, 0), new Stock(0, 0)), (await shop.StockAsync(), await other.StockAsync()));
        Assert.Equal(93m, await shop.BalanceAsync());
    }

    [Fact]
    public async Task Order_ChargeFailsTwice_IsTriedAThirdTime()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order().With("ChargePayment", "fail:2");

        var saga = await shop.RunAsync(order);

        Assert.Equal(("Completed", 3, null), (saga.Status, saga["ChargePayment"].Attempts, saga["ChargePayment"].Error));
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
    }

    [Fact]
    public async Task Order_ReceiptFailsFiveTimes_IsTriedUntilItWorksAndNothingIsUndone()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order().With("SendReceipt", "fail:5");

        var started = await shop.StartAsync(order);
        var saga = await shop.EndedAsync(started.Id);

        Assert.Equal(("Completed", 6), (saga.Status, saga["SendReceipt"].Attempts));
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
        Assert.Equal(
            ["ReserveStock", "ChargePayment", "ShipOrder", "SendReceipt", "SendReceipt", "SendReceipt", "SendReceipt", "SendReceipt", "SendReceipt", "RecordTimeline"],
            (await Instance.EndedAsync(host.App, started)).Activities);
    }

    private async Task AssertRecordAsync(string path, string expected) =>
        Assert.Equal(expected, Time().Replace((await host.App.GetAsync(path)).Expect(HttpStatusCode.OK).Text, "{time}"));

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(\+00:00|Z)")]
    private static partial Regex Time();
}
