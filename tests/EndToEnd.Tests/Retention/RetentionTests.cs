using System.Net;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.Local;
using DurableSagas.EndToEnd.Tests.Routes;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Retention;

[Trait("Hub", "Core")]
public sealed class RetentionTests
{
    private const string Instances = "runtime/webhooks/durabletask/instances";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LocalFact]
    public async Task Purge_TakesEverySagaThatHasEndedWholly_AndLeavesTheStuckOne()
    {
        using var workspace = new Workspace();
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), Token);
        await using var bank = await NodeParticipant.StartAsync(Token);
        await using var local = await LocalApp.StartAsync(Settings(azurite, workspace, bank), Token);
        using var app = new AppClient(local.Url);
        var sagas = (await OneOfEach.RunAsync(app, bank)).Sagas;
        var (stuck, ended) = (Assert.Single(sagas, saga => saga.Status == "Stuck"), sagas.Where(saga => saga.Status != "Stuck").ToArray());
        await Poll.UntilAsync("end of every instance", () => app.GetAsync($"{Instances}?runtimeStatus=Running"), answer => answer.Json.GetArrayLength() == 0);

        // A sub-saga goes when the saga that it is a step of is gone: the membership has one.
        var purged = await PurgeAsync(app, run: 1) + await PurgeAsync(app, run: 2);

        Assert.Equal(ended.Length + 1, purged);
        Assert.Equal("Stuck", (await app.GetAsync($"api/sagas/{stuck.Id}")).Expect(HttpStatusCode.OK).Read<SagaAnswer>().Status);
        Assert.Equal([stuck.Id], (await app.GetAsync("api/sagas")).Json.GetProperty("items").EnumerateArray().Select(saga => saga.GetProperty("id").GetString()));
        Assert.Equal([stuck.Id], (await app.GetAsync(Instances)).Json.EnumerateArray().Select(instance => instance.GetProperty("instanceId").GetString()));
        // What a saga did may name it, as a payment does; nothing else of it is in any table.
        var rows = (await StorageSnapshot.TakeAsync(azurite.ConnectionString, workspace.Hub)).Rows;
        Assert.DoesNotContain(rows, row => ended.Any(saga => row.Replace($" saga={saga.Id} ", " ", StringComparison.OrdinalIgnoreCase).Contains(saga.Id, StringComparison.Ordinal)));
    }

    /// <returns>How many sagas it took.</returns>
    private static async Task<int> PurgeAsync(AppClient app, int run)
    {
        (await app.PostAsync("admin/functions/PurgeExpiredSagas", "{}")).Expect(HttpStatusCode.Accepted);
        var runs = await Poll.UntilAsync("run of the retention", () => app.GetAsync("api/retention"), answer => answer.Json.GetArrayLength() == run);
        var purged = runs.Json[0].GetProperty("purged");
        return purged.GetProperty("Completed").GetInt32() + purged.GetProperty("Compensated").GetInt32();
    }

    private static LocalAppSettings Settings(AzuriteProcess azurite, Workspace workspace, NodeParticipant bank) => new(
        azurite.ConnectionString,
        workspace.Hub,
        Participants: new Dictionary<string, Uri> { ["bank"] = bank.Url },
        WorksOffQueues: true,
        Others: new Dictionary<string, string>
        {
            ["Retention__Completed"] = "00:00:00",
            ["Retention__Compensated"] = "00:00:00",
            ["AzureWebJobs.SweepSagas.Disabled"] = "true",
        });
}
