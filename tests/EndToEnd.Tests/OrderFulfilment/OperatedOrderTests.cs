using System.Net;
using System.Text.Json;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

/// <summary>What operators do to an order that is stuck, on the task hub itself.</summary>
[Trait("Hub", "Core")]
public sealed class OperatedOrderTests(AppHost host)
{
    private const string Instances = "runtime/webhooks/durabletask/instances";

    [Fact]
    public async Task Rewind_OfAStuckOrder_IsToldBeforehandAndDoneOnce()
    {
        var (shop, started) = await StuckAsync();

        var preview = (await host.App.GetAsync($"api/sagas/{started.Id}/rewind")).Expect(HttpStatusCode.OK).Json;
        await shop.PutFaultsAsync(started.Id, "{}");
        var rewound = (await host.App.PostAsync($"api/sagas/{started.Id}/rewind", """{"reason":"the store answers again"}""")).Expect(HttpStatusCode.Accepted);
        await shop.UntilAsync("end", started.Id, saga => saga.Status == "Compensated");
        // The view is written by the last activity; its instance, by which a rewind is judged, ends after it.
        await Instance.EndedAsync(host.App, started);
        var again = (await host.App.PostAsync($"api/sagas/{started.Id}/rewind", """{"reason":"once more"}""")).Expect(HttpStatusCode.Conflict);

        Assert.Equal(("ReserveStock", "Compensation", "ReleaseStock", 6), Repeated(preview));
        Assert.Equal((0, "ReserveStock"), (preview.GetProperty("follows").GetArrayLength(), preview.GetProperty("repeats").GetProperty("step").GetString()));
        Assert.Equal($"/api/sagas/{started.Id}", rewound.Headers["Location"]);
        Assert.Contains("is Compensated; it can be rewound while it is Stuck or Failed.", again.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(new Stock(10, 0), await shop.StockAsync());
        Assert.Equal(["Rewind/Accepted/the store answers again", "Rewind/Refused/once more"], await ActionsAsync(started.Id));
    }

    [Fact]
    public async Task Skip_OfAStuckRelease_EndsTheOrderWithoutTryingItAgain()
    {
        var (shop, started) = await StuckAsync();
        await shop.PutFaultsAsync(started.Id, "{}");

        (await host.App.PostAsync($"api/sagas/{started.Id}/interventions", """{"action":"Skip","step":"ReserveStock","operation":"Compensation","reason":"counted by hand"}""")).Expect(HttpStatusCode.Accepted);
        var saga = await shop.UntilAsync("end", started.Id, saga => saga.Status == "Compensated");
        (await host.App.PostAsync($"api/sagas/{started.Id}/projection")).Expect(HttpStatusCode.Accepted);

        var view = (await host.App.GetAsync($"api/sagas/{started.Id}")).Expect(HttpStatusCode.OK).Json;
        // The stock is held still: what was not undone is not said to be.
        Assert.Equal(new Stock(10, 2), await shop.StockAsync());
        Assert.Empty(saga.Outcome!.Undone);
        Assert.Equal(("Skip", "counted by hand"), (view.GetProperty("steps")[0].GetProperty("byHand").GetString(), view.GetProperty("outcome").GetProperty("interventions")[0].GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Terminate_OfAStuckOrder_StaysSoThoughItsInstanceIsRewound()
    {
        var (shop, started) = await StuckAsync();
        await shop.PutFaultsAsync(started.Id, "{}");

        var answer = (await host.App.PostAsync($"api/sagas/{started.Id}/terminate", """{"reason":"written off"}""")).Expect(HttpStatusCode.Accepted);
        (await host.App.PostAsync($"{Instances}/{started.Id}/rewind?reason=by-mistake")).Expect(HttpStatusCode.Accepted);
        await Instance.EndedAsync(host.App, started);
        (await host.App.PostAsync($"api/sagas/{started.Id}/projection")).Expect(HttpStatusCode.Accepted);

        var strong = (await host.App.GetAsync($"api/sagas/{started.Id}?consistency=strong")).Expect(HttpStatusCode.OK).Read<SagaAnswer>();
        Assert.Equal(("ReserveStock", "Unknown"), (answer.Json.GetProperty("stays")[0].GetProperty("step").GetString(), answer.Json.GetProperty("stays")[0].GetProperty("stands").GetString()));
        Assert.Equal(("Terminated", "Terminated", new Stock(10, 2)), ((await shop.SagaAsync(started.Id)).Status, strong.Status, await shop.StockAsync()));
        (await host.App.PostAsync($"api/sagas/{started.Id}/rewind", """{"reason":"again"}""")).Expect(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Rewinds_OfMendedAndBrokenOrders_TellOfEachWhatCameOfIt()
    {
        var (shop, mended) = await StuckAsync();
        var (_, broken) = await StuckAsync();
        await shop.PutFaultsAsync(mended.Id, "{}");

        var asked = (await host.App.PostAsync("api/rewinds", $$"""{"ids":["{{mended.Id}}","{{broken.Id}}","{{Shop.NewId("none")}}"],"reason":"the store answers again"}""")).Expect(HttpStatusCode.Accepted);
        var place = asked.Headers["Location"].TrimStart('/');
        var rewinds = await Poll.UntilAsync("end of the rewinds", async () => (await host.App.GetAsync(place)).Expect(HttpStatusCode.OK).Json, view => view.GetProperty("status").GetString() == "Completed");

        Assert.Equal(["Compensated", "StuckAgain", "Refused"], rewinds.GetProperty("results").EnumerateArray().Select(row => row.GetProperty("result").GetString()));
        Assert.Equal(["Rewind/Accepted/the store answers again"], await ActionsAsync(broken.Id));
        (await host.App.PostAsync($"{place}/cancel")).Expect(HttpStatusCode.Conflict);
    }

    private async Task<(Shop Shop, StartAnswer Started)> StuckAsync()
    {
        var shop = await Shop.OpenAsync(host.App, balance: 1m);
        var started = await shop.StartAsync(shop.Order().With("ReleaseStock", "fail"));
        await Instance.EndedAsync(host.App, started);
        return (shop, started);
    }

    private async Task<IReadOnlyList<string>> ActionsAsync(string id) =>
    [
        .. (await host.App.GetAsync($"api/sagas/{id}")).Expect(HttpStatusCode.OK).Json.GetProperty("actions").EnumerateArray()
            .Select(action => $"{action.GetProperty("action")}/{action.GetProperty("result")}/{action.GetProperty("reason")}"),
    ];

    private static (string?, string?, string?, int) Repeated(JsonElement preview)
    {
        var repeats = preview.GetProperty("repeats");
        return (repeats.GetProperty("step").GetString(), repeats.GetProperty("operation").GetString(), repeats.GetProperty("activity").GetString(), repeats.GetProperty("attempt").GetInt32());
    }
}
