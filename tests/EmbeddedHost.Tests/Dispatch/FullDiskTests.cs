using DurableSagas.EmbeddedHost.TaskHub;
using DurableTask.Core.History;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

/// <summary>The disk fills up under a running engine: SQLite itself meets its end, in the middle of whatever is written.</summary>
public sealed class FullDiskTests
{
    private const int Pages = 300;
    private const int Most = 200;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disk_Full_StartsAreRefusedInWordsAndAllThatWasAcknowledgedEndsWhenThereIsRoom()
    {
        using var hub = new TempHub();
        List<string> acknowledged;
        await using (var first = await TestEngine.StartAsync(Growing(), hub.Settings, maxPages: Pages))
        {
            (acknowledged, var refusal) = await FillAsync(first);

            Assert.Equal($"Task hub '{hub.FilePath}' is not available: the disk is full; free some space.", refusal);
            Assert.Equal(refusal, first.Engine.Health.Problem);
        }

        await using var second = await TestEngine.StartAsync(Growing(), hub.Settings);
        await second.RunOutAsync();

        Assert.InRange(acknowledged.Count, 5, Most - 1);
        Assert.Equal(acknowledged.Order(), await IdsAsync(second, OrchestrationRuntimeStatus.Completed));
        Assert.Empty((await Task.WhenAll(acknowledged.Select(id => FaultsAsync(second, id)))).SelectMany(faults => faults));
        Assert.Equal("ok", Check(hub));
    }

    [Fact]
    public async Task Disk_FullUntilSomethingIsPurged_TheSameHostGoesOnByItself()
    {
        using var hub = new TempHub();
        await using var engine = await TestEngine.StartAsync(Growing(), hub.Settings, maxPages: Pages);
        await FillAsync(engine);
        var under = await IdsAsync(engine, OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending);

        await engine.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter(), Cancelled);
        for (var round = 0; round < 20; round++)
        {
            engine.Time.Advance(TimeSpan.FromSeconds(30));
            await engine.IdleAsync();
        }

        Assert.True(engine.Engine.Health.IsHealthy, engine.Engine.Health.Problem);
        Assert.NotEmpty(under);
        Assert.Equal(under, await IdsAsync(engine, OrchestrationRuntimeStatus.Completed));
    }

    // Big results: the disk fills with them, and not with starts alone.
    private static TestApp Growing() => new TestApp()
        .Orchestrator("Grow", async context =>
        {
            for (var number = 0; number < 3; number++)
            {
                await context.CallActivityAsync<string>("Blow", number);
            }

            return "done";
        })
        .Activity<int>("Blow", number => new string((char)('a' + number), 4_000));

    /// <returns>The ids of the starts that were acknowledged, and why the next was not.</returns>
    private static async Task<(List<string> Acknowledged, string? Refusal)> FillAsync(TestEngine engine)
    {
        List<string> acknowledged = [];
        try
        {
            while (acknowledged.Count < Most)
            {
                acknowledged.Add(await engine.StartInstanceAsync("Grow", id: $"grow-{acknowledged.Count:000}"));
            }
        }
        catch (TaskHubUnavailableException refused)
        {
            await engine.IdleAsync();
            return (acknowledged, refused.Message);
        }

        return (acknowledged, null);
    }

    private static async Task<List<string>> IdsAsync(TestEngine engine, params OrchestrationRuntimeStatus[] statuses) =>
        [.. (await engine.Client.GetAllInstancesAsync(new(Statuses: statuses)).ToListAsync(Cancelled)).Select(found => found.InstanceId).Order()];

    // Each result once, whatever was written twice or not at all meanwhile.
    private static async Task<IEnumerable<string>> FaultsAsync(TestEngine engine, string id)
    {
        var history = await engine.Client.GetOrchestrationHistoryAsync(id, Cancelled);
        var results = history.OfType<TaskCompletedEvent>().Select(completed => completed.TaskScheduledId).ToArray();
        return results.SequenceEqual([0, 1, 2]) ? [] : [$"{id} has results of {string.Join(", ", results)}."];
    }

    private static string? Check(TempHub hub)
    {
        using var connection = new SqliteConnection($"Data Source={hub.FilePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var check = new Statement(connection.Handle!, "PRAGMA integrity_check");
        return check.First(row => row.Text(0));
    }
}
