using System.Net;
using System.Text.Json;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Management;

[Trait("Hub", "Core")]
public sealed class InstanceTests(AppHost host)
{
    [Fact]
    public async Task Status_WhileRunning_IsAcceptedAndSaysWhereAndWhenToAskAgain()
    {
        var shop = await Shop.OpenAsync(host.App);
        var started = await shop.StartAsync(shop.Order().With("SendReceipt", "fail"));
        await shop.UntilAsync("failing receipt", started.Id, saga => saga["SendReceipt"].Error is not null);

        var answer = await host.App.GetAsync(started.StatusQueryGetUri);

        var status = answer.Expect(HttpStatusCode.Accepted).Json;
        Assert.Equal("Running", status.GetProperty("runtimeStatus").GetString());
        Assert.Equal((JsonValueKind.Null, false), (status.GetProperty("output").ValueKind, status.TryGetProperty("historyEvents", out _)));
        Assert.Contains($"/runtime/webhooks/durabletask/instances/{started.Id}", answer.Header("Location"), StringComparison.Ordinal);
        Assert.Equal("5", answer.Header("Retry-After"));
        await shop.PutFaultsAsync(started.Id, "{}");
    }

    [Fact]
    public async Task Status_Ended_HasInputOutputAndHistory()
    {
        var shop = await Shop.OpenAsync(host.App);
        var order = shop.Order();
        var started = await shop.StartAsync(order);

        var instance = await Instance.EndedAsync(host.App, started);

        var status = (await host.App.GetAsync(started.StatusWithHistory)).Json;
        Assert.Equal(
            ["name", "version", "instanceId", "runtimeStatus", "input", "customStatus", "output", "createdTime", "lastUpdatedTime", "historyEvents"],
            status.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("OrderFulfilmentOrchestrator", started.Id, "Completed"), (instance.Name, instance.InstanceId, instance.RuntimeStatus));
        Assert.Equal(order.OrderId, status.GetProperty("input").GetProperty("orderId").GetString());
        Assert.Equal("Completed", instance.Output.GetProperty("status").GetString());
        Assert.Equal(["ReserveStock", "ChargePayment", "ShipOrder", "SendReceipt", "RecordTimeline"], instance.Activities);
        Assert.Equal(("ExecutionStarted", "ExecutionCompleted"), (TypeOf(instance.HistoryEvents![0]), TypeOf(instance.HistoryEvents[^1])));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("DELETE", "")]
    [InlineData("POST", "/terminate")]
    [InlineData("POST", "/raiseEvent/Cancel")]
    public async Task Any_UnknownInstance_IsNotFound(string verb, string operation)
    {
        var shop = await Shop.OpenAsync(host.App);
        var started = await shop.StartAsync(shop.Order());

        var answer = await host.App.SendAsync(
            new HttpMethod(verb),
            started.StatusQueryGetUri.Replace($"/{started.Id}", $"/{Shop.NewId("nobody")}{operation}", StringComparison.Ordinal),
            verb == "POST" ? "{}" : null);

        answer.Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task List_ByPrefix_HasTheInstanceAndNoOther()
    {
        var shop = await Shop.OpenAsync(host.App);
        var (started, other) = (await shop.StartAsync(shop.Order()), await shop.StartAsync(shop.Order()));
        await Instance.EndedAsync(host.App, started);

        var answer = await host.App.GetAsync(started.List($"instanceIdPrefix={started.Id}&runtimeStatus=Completed"));

        var listed = Assert.Single(answer.Expect(HttpStatusCode.OK).Json.EnumerateArray());
        Assert.Equal((started.Id, "Completed"), (listed.GetProperty("instanceId").GetString(), listed.GetProperty("runtimeStatus").GetString()));
        Assert.NotEqual(started.Id, other.Id);
    }

    [Fact]
    public async Task List_OtherStatus_LeavesTheInstanceOut()
    {
        var shop = await Shop.OpenAsync(host.App);
        var started = await shop.StartAsync(shop.Order());
        await Instance.EndedAsync(host.App, started);

        var answer = await host.App.GetAsync(started.List($"instanceIdPrefix={started.Id}&runtimeStatus=Running,Failed"));

        Assert.Empty(answer.Expect(HttpStatusCode.OK).Json.EnumerateArray());
    }

    [Fact]
    public async Task List_PageByPage_FindsEveryInstanceOnce()
    {
        var shop = await Shop.OpenAsync(host.App);
        var ids = new List<string>();
        for (var order = 0; order < 3; order++)
        {
            ids.Add((await shop.StartAsync(shop.Order(1))).Id);
        }

        var since = await CreatedAsync(ids[0]);
        var found = await PagesAsync((await shop.StartAsync(shop.Order(1))).List($"top=2&createdTimeFrom={since}"));

        Assert.All(found.Pages, size => Assert.InRange(size, 0, 2));
        Assert.Equal(found.Ids.Distinct().Count(), found.Ids.Count);
        Assert.Subset(found.Ids.ToHashSet(), ids.ToHashSet());
    }

    private async Task<string> CreatedAsync(string id)
    {
        var created = (await host.App.GetAsync($"api/sagas/{id}")).Json.GetProperty("createdAt").GetDateTimeOffset();
        return Uri.EscapeDataString(created.AddMinutes(-1).ToString("O"));
    }

    private async Task<(List<string> Ids, List<int> Pages)> PagesAsync(string uri)
    {
        var (ids, pages, token) = (new List<string>(), new List<int>(), (string?)null);
        do
        {
            var page = (await host.App.GetAsync(uri, token is null ? null : ("x-ms-continuation-token", token))).Expect(HttpStatusCode.OK);
            pages.Add(page.Json.GetArrayLength());
            ids.AddRange(page.Json.EnumerateArray().Select(instance => instance.GetProperty("instanceId").GetString()!));
            token = page.Header("x-ms-continuation-token");
        }
        while (token is { Length: > 0 } && pages.Count < 1000);

        return (ids, pages);
    }

    private static string? TypeOf(JsonElement entry) => entry.GetProperty("EventType").GetString();
}
