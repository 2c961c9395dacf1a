using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

[Trait("Hub", "Core")]
public sealed class StuckOrderTests(AppHost host)
{
    private const string Instances = "runtime/webhooks/durabletask/instances";

    [Fact]
    public async Task Order_ReleaseFailsForEver_IsStuckAndItsInstanceFailed()
    {
        var shop = await Shop.OpenAsync(host.App, balance: 1m);
        var order = shop.Order().With("ReleaseStock", "fail");

        var started = await shop.StartAsync(order);
        var instance = await Instance.EndedAsync(host.App, started);

        var saga = await shop.SagaAsync(started.Id);
        Assert.Equal(("Failed", "Stuck", null), (instance.RuntimeStatus, saga.Status, saga.Outcome));
        Assert.Equal("ReserveStock: Injected fault: ReleaseStock failed at attempt 6.", saga.Error);
        Assert.Equal((1, 6, 6, "Injected fault: ReleaseStock failed at attempt 6."), (saga.Steps[0].Attempts, saga.Steps[0].CompensationAttempts, saga.Steps[0].MaxCompensationAttempts, saga.Steps[0].Error));
        Assert.Equal(["Stuck", "Refused", "Pending", "Pending"], saga.Steps.Select(step => step.Status));
        Assert.Equal(["ReserveStock", "ChargePayment", .. Enumerable.Repeat("ReleaseStock", 6)], instance.Activities);
        Assert.Single(instance.HistoryEvents!, entry => entry.GetProperty("EventType").GetString() == "TaskFailed");
        Assert.Contains("Mend the cause, then rewind the instance.", instance.Output.ToString(), StringComparison.Ordinal);
        Assert.Equal((new Stock(10, 2), 1m), (await shop.StockAsync(), await shop.BalanceAsync()));
        var listed = (await host.App.GetAsync($"api/sagas?status=stuck&order=oldest&name=order-fulfilment&from={saga.CreatedAt.UtcDateTime:O}")).Expect(HttpStatusCode.OK).Json;
        var item = listed.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetString() == saga.Id);
        var view = (await host.App.GetAsync($"api/sagas/{saga.Id}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(["Unknown", "NeverHappened", "NeverHappened", "NeverHappened"], view.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("stands").GetString()));
        Assert.Equal([1, 1, 2, 3, 4, 5, 6], view.GetProperty("steps")[0].GetProperty("tries").EnumerateArray().Select(told => told.GetProperty("number").GetInt32()));
        Assert.Equal((saga.Id, "ReleaseStock", 6), (view.GetProperty("stuck").GetProperty("saga").GetString(), view.GetProperty("stuck").GetProperty("activity").GetString(), view.GetProperty("stuck").GetProperty("attempt").GetInt32()));
        Assert.Equal(("ReserveStock", saga.Error, saga.UpdatedAt), (item.GetProperty("step").GetString(), item.GetProperty("error").GetString(), item.GetProperty("since").GetDateTimeOffset()));
    }

    [Fact]
    public async Task Order_RewoundWhileStillBrokenAndThenMended_CountsTheRewindsAndKeepsNoOldError()
    {
        var shop = await Shop.OpenAsync(host.App, balance: 1m);
        var started = await shop.StartAsync(shop.Order().With("ReleaseStock", "fail"));
        await Instance.EndedAsync(host.App, started);

        (await host.App.PostAsync($"{Instances}/{started.Id}/rewind?reason=try")).Expect(HttpStatusCode.Accepted);
        var again = await shop.UntilAsync("second failure", started.Id, saga => saga is { Status: "Stuck", Rewinds: 1 });
        await Instance.EndedAsync(host.App, started);
        await shop.PutFaultsAsync(started.Id, "{}");
        (await host.App.PostAsync($"{Instances}/{started.Id}/rewind?reason=mended")).Expect(HttpStatusCode.Accepted);
        var saga = await shop.UntilAsync("end", started.Id, saga => saga.Status == "Compensated");
        (await host.App.PostAsync($"api/sagas/{started.Id}/projection")).Expect(HttpStatusCode.Accepted);

        Assert.Equal("ReserveStock: Injected fault: ReleaseStock failed at attempt 6.", again.Error);
        Assert.Equal((2, "Compensated", null), (saga.Rewinds, saga.Steps[0].Status, saga.Steps[0].Error));
        Assert.Equivalent(saga, await shop.SagaAsync(started.Id));
    }

    [Fact]
    public async Task PutFaults_WhileACompensationIsRetried_MendsIt()
    {
        var shop = await Shop.OpenAsync(host.App, balance: 1m);
        var started = await shop.StartAsync(shop.Order().With("ReleaseStock", "fail"));
        await shop.UntilAsync("failing release", started.Id, saga => saga is { Status: "Compensating" } && saga["ReserveStock"].Error is not null);
        await Poll.UntilAsync("next attempt", () => host.App.GetAsync($"api/sagas/{started.Id}"), view => view.Json.GetProperty("steps")[0].TryGetProperty("nextAttemptAt", out _));

        await shop.PutFaultsAsync(started.Id, "{}");
        var saga = await shop.EndedAsync(started.Id);

        Assert.Equal("Compensated", saga.Status);
        Assert.Equal(["ReserveStock"], saga.Outcome!.Undone);
        Assert.Equal(new Stock(10, 0), await shop.StockAsync());
    }

    [Fact]
    public async Task PutFaults_WhileTheReceiptIsRetried_ReplacesThemAll()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order().With("SendReceipt", "fail");
        var started = await shop.StartAsync(order);
        await shop.UntilAsync("failing receipt", started.Id, saga => saga["SendReceipt"].Error is not null);

        await shop.PutFaultsAsync(started.Id, """{"ReleaseStock":"refuse"}""");
        var saga = await shop.EndedAsync(started.Id);

        Assert.Equal("Completed", saga.Status);
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
    }
}
