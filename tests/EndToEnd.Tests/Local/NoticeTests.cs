using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.OrderFulfilment;
using DurableSagas.LocalHost.Azurite;
using DurableSagas.SagaFunctions.Tests.Notices;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>Receivers that are told of sagas. Own host and storage: an app takes the messages of every other on the same one.</summary>
public sealed class NoticeTests : IAsyncLifetime
{
    private const string Secret = "a secret of thirty-two characters";
    private const string Queue = "orders-ended";

    private readonly Workspace _workspace = new();
    private AzuriteProcess? _azurite;
    private Webhook? _hook;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Webhook Hook => _hook!;

    public async ValueTask InitializeAsync()
    {
        _hook = await Webhook.StartAsync();
        _azurite = LocalFactAttribute.IsLocal ? await AzuriteProcess.StartAsync(new AzuriteOptions(), Token) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Hook.DisposeAsync();
        _workspace.Dispose();
    }

    [Trait("Hub", "Core")]
    [LocalFact]
    public async Task Order_StuckAndThenRewound_TellsItsReceiverBothInOrder()
    {
        await using var local = await LocalApp.StartAsync(Settings(), Token);
        using var app = new AppClient(local.Url);
        var shop = await Shop.OpenAsync(app, balance: 1m);
        var started = await StartAsync(shop, shop.Order().With("ReleaseStock", "fail"), "billing");
        await shop.UntilAsync("stuck", started.Id, saga => saga.Status == "Stuck");
        await Instance.EndedAsync(app, started);
        await shop.PutFaultsAsync(started.Id, "{}");
        (await app.PostAsync($"api/sagas/{started.Id}/rewind", """{"reason":"the bank is back"}""")).Expect(HttpStatusCode.Accepted);

        var notices = await Poll.UntilAsync("notices", () => NoticesAsync(app, started.Id), told => told.Length == 2 && told.All(notice => notice.TryGetProperty("deliveredAt", out _)));

        Assert.Equal(["durablesagas.saga-stuck.v1", "durablesagas.saga-ended.v1"], Hook.Posts.Select(posted => posted.Type));
        Assert.Equal(["billing", "billing"], notices.Select(notice => notice.GetProperty("receiver").GetString()));
        var (stuck, ended) = (Hook.Posts.First().Event.GetProperty("data"), Hook.Posts.Last().Event.GetProperty("data"));
        Assert.Equal(("Stuck", "ReserveStock"), (stuck.GetProperty("status").GetString(), stuck.GetProperty("step").GetString()));
        Assert.Equal(("Compensated", "ChargePayment"), (ended.GetProperty("status").GetString(), ended.GetProperty("outcome").GetProperty("step").GetString()));
        Assert.All(Hook.Posts, posted => Assert.Equal(SignatureOf(posted), posted.Signature));
    }

    [LocalFact]
    public async Task Host_KilledBetweenAnEndAndItsNotice_SendsItWhenItIsBack()
    {
        string id;
        // It works off no queue: what it owes is not sent.
        await using (var before = await LocalApp.StartAsync(Settings(worksOffQueues: false), Token))
        {
            using var app = new AppClient(before.Url);
            var shop = await Shop.OpenAsync(app);
            id = (await StartAsync(shop, shop.Order(), "billing")).Id;
            await shop.EndedAsync(id);
            await before.KillAsync();
        }

        var posts = Hook.Posts.Count;
        Hook.Answer(503);
        await using var after = await LocalApp.StartAsync(Settings(), Token);
        using var again = new AppClient(after.Url);
        var told = await Poll.UntilAsync("notice", () => NoticesAsync(again, id), notices => notices.Length == 1 && notices[0].TryGetProperty("deliveredAt", out _));

        Assert.Equal((0, 2), (posts, Hook.Posts.Count));
        Assert.Equal(2, told[0].GetProperty("attempts").GetInt32());
        Assert.Single(Hook.Posts.Select(posted => posted.Event.GetProperty("id").GetString()).Distinct());
    }

    [LocalFact]
    public async Task Notice_ThatItsReceiverDoesNotWant_IsKeptForOperatorsWhoSendItAgain()
    {
        await using var local = await LocalApp.StartAsync(Settings(), Token);
        using var app = new AppClient(local.Url);
        var shop = await Shop.OpenAsync(app);
        Hook.Answer(410);
        var started = await StartAsync(shop, shop.Order(), "billing");
        var dead = (await Poll.UntilAsync("dead notice", () => DeadAsync(app), notices => notices.Length == 1))[0];
        var path = $"api/dead-notices/{dead.GetProperty("id").GetString()}/resend";

        var withoutReason = await app.PostAsync(path, "{}");
        (await app.PostAsync(path, """{"reason":"billing is back"}""")).Expect(HttpStatusCode.Accepted);
        await Poll.UntilAsync("notice", () => NoticesAsync(app, started.Id), notices => notices[0].TryGetProperty("deliveredAt", out _));

        var saga = (await app.GetAsync($"api/sagas/{started.Id}")).Json;
        Assert.Equal((started.Id, "billing", "Receiver 'billing' answered 410."), (dead.GetProperty("saga").GetString(), dead.GetProperty("receiver").GetString(), dead.GetProperty("reason").GetString()));
        Assert.Equal((HttpStatusCode.BadRequest, 2), (withoutReason.Status, Hook.Posts.Count));
        Assert.Empty(await DeadAsync(app));
        Assert.Equal(("Resend", "billing is back", "Accepted"), (saga.GetProperty("actions")[0].GetProperty("action").GetString(), saga.GetProperty("actions")[0].GetProperty("reason").GetString(), saga.GetProperty("actions")[0].GetProperty("result").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await app.PostAsync(path, """{"reason":"again"}""")).Status);
    }

    [LocalFact]
    public async Task Queue_ThatIsAReceiver_GetsTheEvent()
    {
        await using var local = await LocalApp.StartAsync(Settings(), Token);
        using var app = new AppClient(local.Url);
        var shop = await Shop.OpenAsync(app);
        var refused = await app.PostAsync(Shop.Sagas, Notifying(shop.Order(), "nobody"));

        var started = await StartAsync(shop, shop.Order(), "archive");
        var queue = new QueueServiceClient(_azurite!.ConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }).GetQueueClient(Queue);
        var message = await Poll.UntilAsync("message", async () => (await queue.ReceiveMessageAsync(cancellationToken: Token)).Value, received => received is not null);

        var told = JsonElement.Parse(message!.Body.ToString());
        Assert.Equal(("durablesagas.saga-ended.v1", started.Id), (told.GetProperty("type").GetString(), told.GetProperty("subject").GetString()));
        Assert.Equal("Completed", told.GetProperty("data").GetProperty("outcome").GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("archive, billing", refused.ToString(), StringComparison.Ordinal);
    }

    private LocalAppSettings Settings(bool worksOffQueues = true) => new(_azurite!.ConnectionString, _workspace.Hub, WorksOffQueues: worksOffQueues, Others: new Dictionary<string, string>
    {
        ["Receivers__archive__Queue"] = Queue,
        ["Receivers__billing__Secret"] = Secret,
        ["Receivers__billing__Url"] = Hook.Url.AbsoluteUri,
        ["Notices__FirstPause"] = "00:00:01",
    });

    private static string Notifying(Order order, string receiver) => $"{order.Json[..^1]},\"notify\":\"{receiver}\"}}";

    private static async Task<StartAnswer> StartAsync(Shop shop, Order order, string receiver) =>
        (await shop.App.PostAsync(Shop.Sagas, Notifying(order, receiver))).Expect(HttpStatusCode.Accepted).Read<StartAnswer>();

    private static async Task<JsonElement[]> NoticesAsync(AppClient app, string id) =>
        (await app.GetAsync($"api/sagas/{id}")).Expect(HttpStatusCode.OK).Json.TryGetProperty("notices", out var notices) ? [.. notices.EnumerateArray()] : [];

    private static async Task<JsonElement[]> DeadAsync(AppClient app) =>
        [.. (await app.GetAsync("api/dead-notices")).Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()];

    private static string SignatureOf(Posted posted)
    {
        var seconds = posted.Signature.Split(',')[0]["t=".Length..];
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{seconds}.{posted.Body}")))}";
    }
}
