using DurableSagas.DurableTask.Sqlite.Tests.Running;
using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Query;

namespace DurableSagas.DurableTask.Sqlite.Tests.Crashes;

/// <summary>The disk fills up under a running worker: SQLite itself meets its end, in the middle of whatever is written.</summary>
public sealed class FullDiskTests
{
    private const int Pages = 300;
    private const int Most = 200;

    [Fact]
    public async Task Disk_Full_StartsAreRefusedInWordsAndAllThatWasAcknowledgedEndsWhenThereIsRoom()
    {
        using var file = new TempHub();
        List<string> acknowledged;
        await using (var first = await TestHub.StartAsync(Growing(), file.Options with { MaxPages = Pages }))
        {
            (acknowledged, var refusal) = await FillAsync(first);

            Assert.Equal($"Task hub '{file.FilePath}' is not available: the disk is full; free some space.", refusal);
        }

        await using var second = await TestHub.StartAsync(Growing(), file.Options);
        var ended = await Task.WhenAll(acknowledged.Select(second.EndAsync));

        Assert.InRange(acknowledged.Count, 5, Most - 1);
        Assert.All(ended, state => Assert.Equal(OrchestrationStatus.Completed, state.OrchestrationStatus));
        Assert.Equal(acknowledged.Order(), await IdsAsync(second, OrchestrationStatus.Completed));
        Assert.Empty((await Task.WhenAll(acknowledged.Select(id => FaultsAsync(second, id)))).SelectMany(faults => faults));
        Assert.Equal("ok", file.Look("PRAGMA integrity_check", row => row.Text(0)));
    }

    [Fact]
    public async Task Disk_FullUntilSomethingIsPurged_TheSameServiceGoesOnByItself()
    {
        using var file = new TempHub();
        await using var hub = await TestHub.StartAsync(Growing(), file.Options with { MaxPages = Pages });
        await FillAsync(hub);
        var underWay = await IdsAsync(hub, OrchestrationStatus.Running, OrchestrationStatus.Pending);

        await hub.Service.PurgeInstanceStateAsync(new PurgeInstanceFilter(DateTime.MinValue, null, null));
        var ended = Task.WhenAll(underWay.Select(hub.EndAsync));
        await hub.AdvanceUntilAsync(() => ended.IsCompleted);

        Assert.NotEmpty(underWay);
        Assert.All(await ended, state => Assert.Equal(OrchestrationStatus.Completed, state.OrchestrationStatus));
    }

    // Big results: the disk fills with them, and not with starts alone.
    private static TestApp Growing() => new TestApp()
        .Orchestrator("Grow", async (run, _) =>
        {
            for (var number = 0; number < 3; number++)
            {
                await run.CallAsync("Blow", $"{number}");
            }

            return "done";
        })
        .Activity("Blow", number => new string(number[0], 4_000));

    /// <returns>The ids of the starts that were acknowledged, and why the next was not.</returns>
    private static async Task<(List<string> Acknowledged, string? Refusal)> FillAsync(TestHub hub)
    {
        List<string> acknowledged = [];
        try
        {
            while (acknowledged.Count < Most)
            {
                acknowledged.Add(await hub.StartInstanceAsync("Grow", id: $"grow-{acknowledged.Count:000}"));
            }
        }
        catch (TaskHubUnavailableException refused)
        {
            return (acknowledged, refused.Message);
        }

        return (acknowledged, null);
    }

    private static async Task<List<string>> IdsAsync(TestHub hub, params OrchestrationStatus[] statuses)
    {
        var query = new OrchestrationQuery { RuntimeStatus = statuses, PageSize = 1000 };
        var page = await hub.Service.GetOrchestrationWithQueryAsync(query, TestContext.Current.CancellationToken);
        return [.. page.OrchestrationState.Select(state => state.OrchestrationInstance.InstanceId).Order()];
    }

    // Each result once, whatever was written twice or not at all meanwhile.
    private static async Task<IEnumerable<string>> FaultsAsync(TestHub hub, string id)
    {
        var results = (await hub.HistoryAsync(id)).OfType<TaskCompletedEvent>().Select(completed => completed.TaskScheduledId).ToArray();
        return results.SequenceEqual([0, 1, 2]) ? [] : [$"{id} has results of {string.Join(", ", results)}."];
    }
}
