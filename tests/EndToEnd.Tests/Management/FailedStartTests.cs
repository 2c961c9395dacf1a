using System.Net;
using System.Security.Cryptography;
using System.Text;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Management;

/// <summary>A saga whose instance fails without that a task of it has: beside one that is stuck, on the engine itself.</summary>
[Trait("Hub", "Core")]
public sealed class FailedStartTests(EagerSweep host) : IClassFixture<EagerSweep>
{
    private const string Instances = "runtime/webhooks/durabletask/instances";
    private const string Start = "runtime/webhooks/durabletask/orchestrators/OrderFulfilmentOrchestrator";

    [LocalFact]
    public async Task Saga_WhoseInputCannotBeRead_IsFailedAndNotStuck()
    {
        var shop = await Shop.OpenAsync(host.App);
        var (key, order) = (Shop.NewId("key"), shop.Order());
        var id = IdOf(key);
        // Somebody else takes the id first, with an input that is none; the start then finds the instance there.
        (await host.App.PostAsync($"{Start}/{id}", "5")).Expect(HttpStatusCode.Accepted);
        await EndedAsync(id);
        Assert.Equal(id, (await shop.StartAsync(order, key)).Id);

        var strong = await StrongAsync(id);
        (await host.App.PostAsync("admin/functions/SweepSagas", "{}")).Expect(HttpStatusCode.Accepted);
        var swept = await shop.EndedAsync(id);
        var listed = await ListedAsync("Failed");
        var cancel = (await host.App.PostAsync($"api/sagas/{id}/cancel")).Expect(HttpStatusCode.Conflict).Json.GetProperty("detail").GetString();

        Assert.Equal(("Failed", "Failed"), (strong.Status, swept.Status));
        Assert.Equal(strong.Error, swept.Error);
        Assert.Contains(id, listed);
        Assert.StartsWith($"Saga '{id}' is Failed; it can be cancelled while it is ", cancel, StringComparison.Ordinal);
        Assert.Equal((new Stock(10, 0), 100m), (await shop.StockAsync(), await shop.BalanceAsync()));
    }

    [LocalFact]
    public async Task Saga_ThatIsStuckAndAgainAfterARewind_IsNeverCalledFailed()
    {
        var shop = await Shop.OpenAsync(host.App, balance: 1m);
        var started = await shop.StartAsync(shop.Order().With("ReleaseStock", "fail"));
        await EndedAsync(started.Id);
        var first = await StrongAsync(started.Id);

        (await host.App.PostAsync($"{Instances}/{started.Id}/rewind?reason=look")).Expect(HttpStatusCode.Accepted);
        await EndedAsync(started.Id);
        var second = await StrongAsync(started.Id);
        (await host.App.PostAsync($"api/sagas/{started.Id}/projection")).Expect(HttpStatusCode.Accepted);

        Assert.Equal(("Stuck", "Stuck", "Stuck"), (first.Status, second.Status, (await shop.SagaAsync(started.Id)).Status));
        Assert.DoesNotContain(started.Id, await ListedAsync("Failed"));
    }

    // A saga's id is the hash of the key that started it.
    private static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"order-fulfilment\n{key}")).AsSpan(0, 16));

    private Task<Answer> EndedAsync(string id) => Poll.UntilAsync(
        $"failure of instance '{id}'",
        () => host.App.GetAsync($"{Instances}/{id}?returnInternalServerErrorOnFailure=false"),
        answer => answer.Status == HttpStatusCode.OK && answer.Json.GetProperty("runtimeStatus").GetString() == "Failed");

    private async Task<SagaAnswer> StrongAsync(string id) =>
        (await host.App.GetAsync($"api/sagas/{id}?consistency=strong")).Expect(HttpStatusCode.OK).Read<SagaAnswer>();

    private async Task<IReadOnlyList<string>> ListedAsync(string status)
    {
        var page = (await host.App.GetAsync($"api/sagas?status={status}")).Expect(HttpStatusCode.OK).Json;
        return [.. page.GetProperty("items").EnumerateArray().Select(saga => saga.GetProperty("id").GetString()!)];
    }
}
