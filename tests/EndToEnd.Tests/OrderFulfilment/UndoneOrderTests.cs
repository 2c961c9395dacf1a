using System.Net;
using System.Text.Json;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

/// <summary>An order that had completed, and is sent back.</summary>
[Trait("Hub", "Core")]
public sealed class UndoneOrderTests(AppHost host)
{
    private const string Reason = """{"reason":"the wrong size"}""";

    [Fact]
    public async Task Undo_OfACompletedOrder_GivesEverythingBackAndItsViewShowsBoth()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order();
        var completed = await shop.RunAsync(order);
        var completedAt = (await ViewAsync(completed.Id, "eventual")).GetProperty("updatedAt").GetDateTimeOffset();

        var asked = (await host.App.PostAsync($"api/sagas/{completed.Id}/undo", Reason)).Expect(HttpStatusCode.Accepted);
        await shop.UntilAsync("undoing", completed.Id, saga => saga.Status == "Compensated");
        var again = (await host.App.PostAsync($"api/sagas/{completed.Id}/undo", Reason)).Status;

        Assert.Equal((new Stock(10, 0), 100m), (await shop.StockAsync(), await shop.BalanceAsync()));
        Assert.Equal(new Effects("Refunded", "Cancelled", 1), await shop.EffectsAsync(order));
        Assert.Equal(($"/api/sagas/{completed.Id}", HttpStatusCode.Accepted), (asked.Headers["Location"], again));
        foreach (var consistency in new[] { "eventual", "strong" })
        {
            var view = await ViewAsync(completed.Id, consistency);
            Assert.Equal("Compensated", view.GetProperty("status").GetString());
            Assert.Equal(["Compensated", "Compensated", "Compensated", "Succeeded"], Each(view, "steps", "status"));
            Assert.Equal(completedAt, view.GetProperty("outcome").GetProperty("before").GetProperty("at").GetDateTimeOffset());
            Assert.Equal(["ShipOrder", "ChargePayment", "ReserveStock"], view.GetProperty("outcome").GetProperty("undone").EnumerateArray().Select(step => step.GetString()));
            Assert.False(view.GetProperty("outcome").TryGetProperty("done", out _));
        }
    }

    [Fact]
    public async Task Undo_RebuiltFromHistory_GivesTheSameView()
    {
        var shop = await Shop.OpenAsync(host.App);
        var completed = await shop.RunAsync(shop.Order());
        (await host.App.PostAsync($"api/sagas/{completed.Id}/undo", Reason)).Expect(HttpStatusCode.Accepted);
        await shop.UntilAsync("undoing", completed.Id, saga => saga.Status == "Compensated");
        var live = await ViewAsync(completed.Id, "eventual");

        (await host.App.PostAsync($"api/sagas/{completed.Id}/projection")).Expect(HttpStatusCode.Accepted);

        Assert.Equal(live.GetRawText(), (await ViewAsync(completed.Id, "eventual")).GetRawText());
    }

    [Fact]
    public async Task Undo_ThatIsStuck_IsSeenRewoundAndEnds()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order().With("RefundPayment", "fail");
        var completed = await shop.RunAsync(order);
        (await host.App.PostAsync($"api/sagas/{completed.Id}/undo", Reason)).Expect(HttpStatusCode.Accepted);
        await shop.UntilAsync("stuck refund", completed.Id, saga => saga.Status == "Stuck");
        await Poll.UntilAsync("failed instance", () => ViewAsync(completed.Id, "strong"), view => view.GetProperty("status").GetString() == "Stuck");

        var refused = (await host.App.PostAsync($"api/sagas/{completed.Id}/undo", Reason)).Expect(HttpStatusCode.Conflict);
        var preview = (await host.App.GetAsync($"api/sagas/{completed.Id}/rewind")).Expect(HttpStatusCode.OK).Json;
        await shop.PutFaultsAsync(completed.Id, "{}");
        (await host.App.PostAsync($"api/sagas/{completed.Id}/rewind", """{"reason":"the bank answers again"}""")).Expect(HttpStatusCode.Accepted);
        await shop.UntilAsync("end", completed.Id, saga => saga.Status == "Compensated");

        Assert.EndsWith("was to be undone, and is Stuck; it is rewound where it is Stuck.", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("ChargePayment", preview.GetProperty("repeats").GetProperty("step").GetString());
        Assert.Equal(["ReserveStock"], Each(preview, "follows", "step"));
        Assert.Equal((new Stock(10, 0), 100m), (await shop.StockAsync(), await shop.BalanceAsync()));
    }

    [Fact]
    public async Task Undo_OfWhatHasNotCompletedOrDoesNotAllowIt_IsAConflictThatSaysWhy()
    {
        var shop = await Shop.OpenAsync(host.App, balance: 1m);
        var compensated = await shop.RunAsync(shop.Order());
        var loyalty = (await host.App.PostAsync("api/sagas/loyalty-membership?wait=20", $$"""{"memberId":"{{Shop.NewId("kim")}}","cardNumber":"{{Shop.NewId("card")}}","points":5}""")).Expect(HttpStatusCode.OK);

        var notCompleted = (await host.App.PostAsync($"api/sagas/{compensated.Id}/undo", Reason)).Expect(HttpStatusCode.Conflict);
        var notAllowed = (await host.App.PostAsync($"api/sagas/{await NewestAsync("loyalty-membership")}/undo", Reason)).Expect(HttpStatusCode.Conflict);
        var withoutReason = await host.App.PostAsync($"api/sagas/{compensated.Id}/undo", "{}");

        Assert.EndsWith("is Compensated; it can be undone once it is Completed.", notCompleted.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("version 1 of 'loyalty-membership' does not allow to undo it: its definition has no UndoWithin.", notAllowed.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, "Completed"), (withoutReason.Status, loyalty.Json.GetProperty("status").GetString()));
    }

    private async Task<string?> NewestAsync(string name) =>
        (await host.App.GetAsync($"api/sagas?name={name}&status=Completed&pageSize=1")).Expect(HttpStatusCode.OK).Json.GetProperty("items")[0].GetProperty("id").GetString();

    private async Task<JsonElement> ViewAsync(string id, string consistency) =>
        (await host.App.GetAsync($"api/sagas/{id}?consistency={consistency}")).Expect(HttpStatusCode.OK).Json;

    private static IEnumerable<string?> Each(JsonElement view, string list, string member) =>
        view.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(member).GetString());
}
