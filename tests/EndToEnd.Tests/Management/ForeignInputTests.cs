using System.Net;
using System.Text.Json;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Management;

/// <summary>What comes in through the management API, where this app refuses nothing.</summary>
public sealed class ForeignInputTests(AppHost host)
{
    [Trait("Hub", "Core")]
    [Theory]
    [InlineData("\"stop\"")]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("""{"reason":5}""")]
    public async Task Cancel_ThatCannotBeRead_IsOnRecordAndTheSagaGoesOn(string payload)
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order();
        var started = await RetryingReceiptAsync(shop, order.With("SendReceipt", "fail"));

        (await host.App.PostAsync(started.SendEvent("Cancel"), payload)).Expect(HttpStatusCode.Accepted);
        await shop.PutFaultsAsync(started.Id, "{}");
        await shop.EndedAsync(started.Id);

        var saga = (await host.App.GetAsync($"api/sagas/{started.Id}")).Json;
        Assert.Equal("Completed", saga.GetProperty("status").GetString());
        Assert.Equal("Cancel", Assert.Single(saga.GetProperty("outcome").GetProperty("ignored").EnumerateArray()).GetProperty("event").GetString());
        Assert.Equal(Effects.All, await shop.EffectsAsync(order));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("undefined")]
    public async Task Cancel_WithoutAPayload_LeavesNothingStuckWheneverItComes(string? payload)
    {
        var shop = await Shop.OpenAsync(host.App);
        var (early, late) = (await HangingPaymentAsync(shop), await RetryingReceiptAsync(shop, shop.Order().With("SendReceipt", "fail")));

        HttpStatusCode[] answers = [(await host.App.PostAsync(early.SendEvent("Cancel"), payload)).Status, (await host.App.PostAsync(late.SendEvent("Cancel"), payload)).Status];
        await shop.PutFaultsAsync(early.Id, "{}");
        await shop.PutFaultsAsync(late.Id, "{}");
        string[] ends = [(await shop.EndedAsync(early.Id)).Status, (await shop.EndedAsync(late.Id)).Status];

        Assert.Equal(answers[0], answers[1]);
        Assert.Contains(answers[0], new[] { HttpStatusCode.Accepted, HttpStatusCode.BadRequest });
        Assert.Equal([answers[0] == HttpStatusCode.Accepted ? "Compensated" : "Completed", "Completed"], ends);
    }

    [Trait("Hub", "Core")]
    [Fact]
    public async Task Cancel_WithAReasonLongerThanAColumn_IsShortenedBetweenTwoCharacters()
    {
        var shop = await Shop.OpenAsync(host.App);
        var started = await HangingPaymentAsync(shop);
        var reason = string.Concat(Enumerable.Repeat("😀", 16_500));

        var atTheDoor = await host.App.PostAsync($"api/sagas/{started.Id}/cancel", JsonSerializer.Serialize(new { reason }));
        (await host.App.PostAsync(started.SendEvent("Cancel"), JsonSerializer.Serialize(new { reason }))).Expect(HttpStatusCode.Accepted);
        var saga = await shop.EndedAsync(started.Id);

        Assert.Equal(["reason"], atTheDoor.Expect(HttpStatusCode.BadRequest).Json.GetProperty("errors").EnumerateObject().Select(error => error.Name));
        Assert.Equal("Compensated", saga.Status);
        Assert.StartsWith("Cancelled by the caller: 😀", saga.Outcome!.Reason, StringComparison.Ordinal);
        Assert.EndsWith("😀…", saga.Outcome.Reason, StringComparison.Ordinal);
    }

    [Trait("Hub", "Core")]
    [Fact]
    public async Task Cancel_WhileSuspended_IsTakenAndHappensOnceItIsResumed()
    {
        var shop = await Shop.OpenAsync(host.App);
        var started = await HangingPaymentAsync(shop);
        (await host.App.PostAsync(Operation(started, "suspend?reason=wait"))).Expect(HttpStatusCode.Accepted);
        await StatusAsync(started, "Suspended");

        (await host.App.PostAsync($"api/sagas/{started.Id}/cancel")).Expect(HttpStatusCode.Accepted);
        (await host.App.PostAsync(Operation(started, "resume?reason=on"))).Expect(HttpStatusCode.Accepted);

        Assert.Equal("Compensated", (await shop.EndedAsync(started.Id)).Status);
    }

    [Trait("Hub", "Core")]
    [Fact]
    public async Task Terminate_WithAReason_ShowsItWithoutItsQuotesAndCancelSaysWhatItWasJudgedBy()
    {
        var shop = await Shop.OpenAsync(host.App);
        var started = await HangingPaymentAsync(shop);

        (await host.App.PostAsync(started.Terminate("enough"))).Expect(HttpStatusCode.Accepted);
        await StatusAsync(started, "Terminated");
        var strong = (await host.App.GetAsync($"api/sagas/{started.Id}?consistency=strong")).Expect(HttpStatusCode.OK).Read<SagaAnswer>();
        var cancel = (await host.App.PostAsync($"api/sagas/{started.Id}/cancel")).Expect(HttpStatusCode.Conflict);

        Assert.Equal(("Terminated", "enough"), (strong.Status, strong.Error));
        Assert.StartsWith($"Saga '{started.Id}' is Terminated; it can be cancelled while it is ", cancel.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Trait("Hub", "Core")]
    [Fact]
    public async Task StrongRead_OfAnInstanceThatIsNoSaga_IsNotFound()
    {
        (await host.App.PostAsync("api/projections/rebuild")).Expect(HttpStatusCode.Accepted);

        var answer = await host.App.GetAsync("api/sagas/rebuild-projections?consistency=strong");

        answer.Expect(HttpStatusCode.NotFound);
    }

    private static async Task<StartAnswer> RetryingReceiptAsync(Shop shop, Order order)
    {
        var started = await shop.StartAsync(order);
        await shop.UntilAsync("failing receipt", started.Id, saga => saga["SendReceipt"].Error is not null);
        return started;
    }

    private static async Task<StartAnswer> HangingPaymentAsync(Shop shop)
    {
        var started = await shop.StartAsync(shop.Order().With("ChargePayment", "hang"));
        await shop.UntilAsync("reservation", started.Id, saga => saga["ReserveStock"].Status == "Succeeded");
        return started;
    }

    private static string Operation(StartAnswer started, string operation) =>
        started.StatusQueryGetUri.Replace($"/{started.Id}", $"/{started.Id}/{operation}", StringComparison.Ordinal);

    private Task<Answer> StatusAsync(StartAnswer started, string status) => Poll.UntilAsync(
        $"{status} of instance '{started.Id}'", () => host.App.GetAsync(started.StatusQueryGetUri), answer => answer.Json.GetProperty("runtimeStatus").GetString() == status);
}
