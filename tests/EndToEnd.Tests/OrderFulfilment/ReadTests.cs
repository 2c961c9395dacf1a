using System.Net;
using System.Text;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;

namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

[Trait("Hub", "Core")]
public sealed class ReadTests(AppHost host)
{
    [Fact]
    public async Task Read_EachConsistency_TellsTheSameStoryAndNamesItself()
    {
        var shop = await Shop.OpenAsync(host.App);
        var saga = await shop.RunAsync(shop.Order());

        foreach (var (query, consistency) in new[] { (string.Empty, "Eventual"), ("?consistency=session&minSequence=9", "Session"), ("?consistency=strong", "Strong") })
        {
            var view = (await host.App.GetAsync($"api/sagas/{saga.Id}{query}")).Expect(HttpStatusCode.OK).Json;

            Assert.Equal((consistency, "Completed", 9), (view.GetProperty("consistency").GetString(), view.GetProperty("status").GetString(), view.GetProperty("sequence").GetInt32()));
            Assert.All(view.GetProperty("steps").EnumerateArray(), step => Assert.Equal("Succeeded", step.GetProperty("status").GetString()));
        }
    }

    [Theory]
    [InlineData("?consistency=sometimes")]
    [InlineData("?consistency=session")]
    [InlineData("?consistency=session&minSequence=-1")]
    public async Task Read_ConsistencyNotOffered_IsABadRequest(string query)
    {
        (await host.App.GetAsync($"api/sagas/any{query}")).Expect(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("eventual")]
    [InlineData("strong")]
    public async Task Read_FirstAttemptUnderWay_IsRunning(string consistency)
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order().With("ChargePayment", "hang");
        var started = await shop.StartAsync(order);
        await Poll.UntilAsync($"payment for '{order.OrderId}'", () => host.App.GetAsync($"api/payments/{order.OrderId}"), found => found.Status == HttpStatusCode.OK);

        var saga = (await host.App.GetAsync($"api/sagas/{started.Id}?consistency={consistency}")).Read<SagaAnswer>();

        Assert.Equal(["Succeeded", "Running", "Pending", "Pending"], saga.Steps.Select(step => step.Status));
        Assert.Equal((1, 0, 3), (saga.Steps[0].Attempts, saga.Steps[1].Attempts, saga.Steps[1].MaxAttempts));
    }

    [Theory]
    [InlineData("eventual")]
    [InlineData("strong")]
    public async Task Read_AttemptOfTheFirstStepUnderWay_IsRunning(string consistency)
    {
        var shop = await Shop.OpenAsync(host.App);
        var started = await shop.StartAsync(shop.Order().With("ReserveStock", "hang"));

        var saga = await Poll.UntilAsync(
            "first attempt under way",
            async () => (await host.App.GetAsync($"api/sagas/{started.Id}?consistency={consistency}")).Read<SagaAnswer>(),
            saga => saga.Status != "Pending");

        Assert.Equal(("Running", 0), (saga.Status, saga.Steps[0].Attempts));
        Assert.Equal(["Running", "Pending", "Pending", "Pending"], saga.Steps.Select(step => step.Status));
    }

    [Fact]
    public async Task Wait_SagaEndsInTime_AnswersTheOutcome()
    {
        var shop = await Shop.OpenAsync(host.App);

        var answer = await host.App.PostAsync($"{Shop.Sagas}?wait=30", shop.Order().Json);

        var id = answer.Expect(HttpStatusCode.OK).Json.GetProperty("id").GetString();
        Assert.Equal($$"""{"id":"{{id}}","status":"Completed","step":null,"reason":null,"undone":[]}""", answer.Text);
        Assert.Equal($"/api/sagas/{id}", answer.Header("Content-Location"));
    }

    [Fact]
    public async Task Wait_SagaTakesLonger_IsAcceptedAsWithoutIt()
    {
        var shop = await Shop.OpenAsync(host.App);

        var answer = await host.App.PostAsync($"{Shop.Sagas}?wait=0", shop.Order().With("ChargePayment", "hang").Json);

        Assert.StartsWith("/api/sagas/", answer.Expect(HttpStatusCode.Accepted).Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_SagaIsStuck_SaysSoAtOnce()
    {
        var (shop, key) = (await Shop.OpenAsync(host.App), Shop.NewId("key"));
        var order = shop.Order().With("ShipOrder", "refuse").With("RefundPayment", "fail");
        await shop.UntilAsync("stuck", (await shop.StartAsync(order, key)).Id, saga => saga.Status == "Stuck");

        var answer = await host.App.PostAsync($"{Shop.Sagas}?wait=30", order.Json, key);

        var body = answer.Expect(HttpStatusCode.Accepted).Json;
        Assert.Equal(("Stuck", "ChargePayment"), (body.GetProperty("status").GetString(), body.GetProperty("stuck").GetProperty("step").GetString()));
    }

    [Fact]
    public async Task Get_WhoWaits_IsAnsweredOnceTheSagaHasEnded()
    {
        var shop = await Shop.OpenAsync(host.App);
        var id = (await shop.StartAsync(shop.Order())).Id;

        var answer = await host.App.GetAsync($"api/sagas/{id}?wait=30");

        Assert.Equal("Completed", answer.Expect(HttpStatusCode.OK).Read<SagaAnswer>().Status);
        Assert.Null(answer.Header("Retry-After"));
    }

    [Fact]
    public async Task Get_WhoWaitsForMoreThanATagSays_IsAnsweredThenOrToldThatNothingHasChanged()
    {
        var shop = await Shop.OpenAsync(host.App);
        var id = (await shop.StartAsync(shop.Order().With("ChargePayment", "hang"))).Id;

        var first = await host.App.GetAsync($"api/sagas/{id}?wait=20&minSequence=0");
        await shop.UntilAsync("reservation", id, saga => saga["ReserveStock"].Status == "Succeeded");
        var hanging = await host.App.GetAsync($"api/sagas/{id}");
        var unchanged = await host.App.GetAsync($"api/sagas/{id}?wait=1", ("If-None-Match", hanging.Header("ETag")!));

        Assert.True(first.Expect(HttpStatusCode.OK).Read<SagaAnswer>().Sequence > 0);
        Assert.Equal(("1", HttpStatusCode.NotModified, "1"), (first.Header("Retry-After"), unchanged.Status, unchanged.Header("Retry-After")));
    }

    [Theory]
    [InlineData("respond-async, wait=30", "wait=30")]
    [InlineData("WAIT = \"20\"; foo", "wait=20")]
    [InlineData("wait=600", "wait=30")]
    public async Task Prefer_SagaEndsInTime_AnswersTheOutcomeAndSaysWhatWasDone(string preference, string applied)
    {
        var shop = await Shop.OpenAsync(host.App);

        var answer = await PreferAsync(shop.Order(), preference);

        Assert.Equal(applied, answer.Expect(HttpStatusCode.OK).Header("Preference-Applied"));
        Assert.Equal("Completed", answer.Read<OutcomeAnswer>().Status);
    }

    [Theory]
    [InlineData("respond-async")]
    [InlineData("respond-async, wait=0")]
    [InlineData("wait=soon")]
    public async Task Prefer_NoTimeToWait_IsAcceptedAtOnce(string preference)
    {
        var shop = await Shop.OpenAsync(host.App);

        var answer = await PreferAsync(shop.Order().With("ChargePayment", "hang"), preference);

        Assert.Equal("respond-async", answer.Expect(HttpStatusCode.Accepted).Header("Preference-Applied"));
    }

    [Fact]
    public async Task List_ByNameAndStatus_HasTheSaga()
    {
        var shop = await Shop.OpenAsync(host.App);
        var saga = await shop.RunAsync(shop.Order());

        // Lists follow the view by a moment.
        var page = await Poll.UntilAsync(
            "list with the saga",
            () => host.App.GetAsync($"api/sagas?name=order-fulfilment&status=Completed&from={saga.CreatedAt.UtcDateTime:O}&pageSize=200"),
            answer => answer.Text.Contains(saga.Id, StringComparison.Ordinal));

        Assert.All(page.Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray(), item => Assert.Equal("Completed", item.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task List_ByTheOrdersNumber_HasTheSagaWithItsStepAndItsError()
    {
        var shop = await Shop.OpenAsync(host.App, balance: 1m);
        var order = shop.Order();
        var saga = await shop.RunAsync(order);

        var page = await Poll.UntilAsync(
            "list with the saga's end",
            () => host.App.GetAsync($"api/sagas?key={order.OrderId}&protocol=saga"),
            answer => answer.Text.Contains("Compensated", StringComparison.Ordinal));

        var item = Assert.Single(page.Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(
            (saga.Id, order.OrderId, "ChargePayment", saga.Outcome!.Reason, saga.UpdatedAt),
            (item.GetProperty("id").GetString(), item.GetProperty("key").GetString(), item.GetProperty("step").GetString(), item.GetProperty("error").GetString(), item.GetProperty("since").GetDateTimeOffset()));
    }

    private Task<Answer> PreferAsync(Order order, string preference) =>
        host.App.SendAsync(HttpMethod.Post, Shop.Sagas, new StringContent(order.Json, Encoding.UTF8, "application/json"), ("Prefer", preference));
}
