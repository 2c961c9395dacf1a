using System.Net;
using System.Text.Json;
using Azure.Storage.Queues;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Loyalty;

/// <summary>A saga that a message of another app starts. Own host and storage: whoever puts a message into a queue needs its account.</summary>
public sealed class JoiningByMessageTests
{
    private const string Queue = "customers-registered";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LocalFact]
    public async Task Event_OfAnotherApp_StartsOneSagaHoweverOftenItComes()
    {
        using var workspace = new Workspace();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), Token);
        await using var local = await LocalApp.StartAsync(new LocalAppSettings(azurite.ConnectionString, workspace.Hub, WorksOffQueues: true), Token);
        using var app = new AppClient(local.Url);
        var queue = QueueOf(azurite);

        for (var delivery = 0; delivery < 3; delivery++)
        {
            await queue.SendMessageAsync(EventOf("event-1", """{"memberId":"kim","cardNumber":"c-1","points":500}"""), Token);
        }

        await queue.SendMessageAsync(EventOf("event-2", """{"memberId":"lee","cardNumber":"c-2","points":-1}"""), Token);
        var member = await Poll.UntilAsync("member 'kim'", () => app.GetAsync("api/members/kim"), answer => answer.Status == HttpStatusCode.OK && answer.Json.GetProperty("cardNumber").GetString() == "c-1");
        var dead = await Poll.UntilAsync("dead message", () => DeadAsync(app), messages => messages.Length == 1);
        var sagas = (await app.GetAsync("api/sagas?name=loyalty-membership")).Expect(HttpStatusCode.OK).Json.GetProperty("items");
        (await app.PostAsync($"api/dead-messages/{dead[0].GetProperty("id").GetString()}/retry")).Expect(HttpStatusCode.Accepted);

        Assert.Equal((500, 1), (member.Json.GetProperty("points").GetInt32(), sagas.GetArrayLength()));
        Assert.Equal((Queue, true), (dead[0].GetProperty("queue").GetString(), dead[0].GetProperty("body").GetString()!.Contains("event-2", StringComparison.Ordinal)));
        Assert.Contains("oints", dead[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await app.PostAsync("api/dead-messages/nobody/retry")).Status);
    }

    private static QueueClient QueueOf(AzuriteProcess azurite) =>
        new QueueServiceClient(azurite.ConnectionString, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }).GetQueueClient(Queue);

    private static string EventOf(string id, string data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/shop","type":"shop.customer-registered.v1","data":{{data}}}""";

    private static async Task<JsonElement[]> DeadAsync(AppClient app) =>
        [.. (await app.GetAsync("api/dead-messages")).Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()];
}
