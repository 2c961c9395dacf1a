using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Startup;

/// <summary>Two hosts on one task hub share the work, as two instances in Azure do.</summary>
public sealed class TwoHostsTests(Storage storage)
{
    private const int Instances = 20;

    [Fact]
    public async Task OneOfTwo_KilledWhenBothHaveWorked_TheOtherEndsWhatBothBegan()
    {
        var settings = HostSettings.Sample(storage) with { TaskHub = HostSettings.AzureStorage };
        await using var one = await SampleHost.StartAsync(settings);
        await using var other = await SampleHost.StartAsync(settings);
        var ids = Enumerable.Range(0, Instances).Select(_ => SharedSampleHost.NewId("shared")).ToList();

        foreach (var (index, id) in ids.Index())
        {
            await (index % 2 == 0 ? one : other).StartAsync("Sequence", id);
        }

        await one.JournalAsync($"worker-{await one.WorkerProcessIdAsync()}", entries => entries.Count > 0);
        await one.JournalAsync($"worker-{await other.WorkerProcessIdAsync()}", entries => entries.Count > 0);
        await one.Process.KillAsync();

        foreach (var id in ids)
        {
            Assert.Equal("\"ABC\"", (await other.UntilAsync(id, "Completed")).Output);
            Assert.Equal(["a", "b", "c"], (await other.JournalAsync(id)).Distinct().Order());
        }
    }
}
