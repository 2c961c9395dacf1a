using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>A host that is told to stop gives back what it was at: a deployment costs no attempt.</summary>
public sealed class HostStopTests
{
    private const string Transaction = """
        {"protocol":"saga","name":"kept","steps":[{"name":"take","participant":"silent","action":{"method":"POST","path":"take"},"timeout":"PT10M","retry":{"maxAttempts":3}}]}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LocalFact]
    public async Task Stopped_WhileAnAttemptIsUnderWay_MakesThatAttemptAgain()
    {
        using var workspace = new Workspace();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), Token);
        await using var participant = await SilentOnce.StartAsync(Token);
        var settings = new LocalAppSettings(azurite.ConnectionString, workspace.Hub, Participants: new Dictionary<string, Uri> { ["silent"] = participant.Url });
        string id;
        await using (var local = await LocalApp.StartAsync(settings, Token))
        {
            using var app = new AppClient(local.Url);
            id = (await app.PostAsync("api/transactions", Transaction)).Expect(HttpStatusCode.Accepted).Read<StartAnswer>().Id;
            await participant.CalledAsync(Token);

            await local.StopAsync(Token);
        }

        await using var next = await LocalApp.StartAsync(settings, Token);
        using var again = new AppClient(next.Url);
        var saga = await Poll.UntilAsync($"end of saga '{id}'", async () => (await again.GetAsync($"api/sagas/{id}")).Expect(HttpStatusCode.OK).Read<SagaAnswer>(), saga => saga.HasEnded);

        Assert.Equal(("Completed", null, 1, 2), (saga.Status, saga.Error, saga["take"].Attempts, participant.Calls));
    }
}
