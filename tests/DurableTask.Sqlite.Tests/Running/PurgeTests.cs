using DurableTask.Core;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

public sealed class PurgeTests
{
    [Fact]
    public async Task Purge_OfOne_DeletesAllOfItAndCountsIt()
    {
        await using var hub = await FilledAsync();

        var first = await hub.Service.PurgeInstanceStateAsync("done-1");
        var second = await hub.Service.PurgeInstanceStateAsync("done-1");

        Assert.Equal((1, 0), (first.DeletedInstanceCount, second.DeletedInstanceCount));
        Assert.Null(await hub.FindAsync("done-1"));
        Assert.Empty(await hub.HistoryAsync("done-1"));
    }

    [Fact]
    public async Task Purge_OfWhatHasNotEnded_IsRefused()
    {
        await using var hub = await FilledAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => hub.Service.PurgeInstanceStateAsync("waiting"));

        Assert.Equal("Instance 'waiting' is Running. Only an instance that has ended can be purged: terminate it first.", refused.Message);
        Assert.NotNull(await hub.FindAsync("waiting"));
    }

    [Fact]
    public async Task Purge_ByFilter_DeletesWhatEndedInThatWayAndTime()
    {
        await using var hub = await FilledAsync();
        var second = (await hub.FindAsync("done-2"))!.CreatedTime;

        var failed = await hub.Service.PurgeInstanceStateAsync(new PurgeInstanceFilter(DateTime.MinValue, null, [OrchestrationStatus.Failed]));
        var early = await hub.Service.PurgeInstanceStateAsync(new PurgeInstanceFilter(DateTime.MinValue, second.AddTicks(-1), null));
        var rest = await hub.Service.PurgeInstanceStateAsync(new PurgeInstanceFilter(second, null, []));

        Assert.Equal((1, 1, 1), (failed.DeletedInstanceCount, early.DeletedInstanceCount, rest.DeletedInstanceCount));
        Assert.NotNull(await hub.FindAsync("waiting"));
    }

    [Fact]
    public async Task Purge_OfMoreThanAPage_DeletesAll()
    {
        await using var hub = await TestHub.StartAsync(new TestApp());
        await hub.AddRowsAsync(Enumerable.Range(0, 1234).Select(number => $"{number}"), OrchestrationStatus.Terminated);

        var purged = await hub.Service.PurgeInstanceStateAsync(new PurgeInstanceFilter(DateTime.MinValue, null, null));

        Assert.Equal((1234, true), (purged.DeletedInstanceCount, purged.IsComplete));
    }

    [Fact]
    public async Task Purge_WithNoTimeForMore_StopsAfterAPage()
    {
        await using var hub = await TestHub.StartAsync(new TestApp());
        await hub.AddRowsAsync(Enumerable.Range(0, 1234).Select(number => $"{number}"), OrchestrationStatus.Terminated);

        var purged = await hub.Service.PurgeInstanceStateAsync(new PurgeInstanceFilter(DateTime.MinValue, null, null) { Timeout = TimeSpan.Zero });

        Assert.False(purged.IsComplete);
        Assert.InRange(purged.DeletedInstanceCount, 1, 1233);
    }

    [Theory]
    [InlineData(OrchestrationStateTimeRangeFilterType.OrchestrationCreatedTimeFilter)]
    [InlineData(OrchestrationStateTimeRangeFilterType.OrchestrationCompletedTimeFilter)]
    [InlineData(OrchestrationStateTimeRangeFilterType.OrchestrationLastUpdatedTimeFilter)]
    public async Task Purge_UpToATime_LeavesWhatIsLater(OrchestrationStateTimeRangeFilterType type)
    {
        await using var hub = await FilledAsync();
        var first = (await hub.FindAsync("done-1"))!;

        await hub.Service.PurgeOrchestrationHistoryAsync(first.LastUpdatedTime, type);

        Assert.Null(await hub.FindAsync("done-1"));
        Assert.NotNull(await hub.FindAsync("done-2"));
    }

    [Fact]
    public async Task Purged_IdCanBeStartedAgain()
    {
        await using var hub = await FilledAsync();
        await hub.Service.PurgeInstanceStateAsync("done-1");

        var ended = await hub.RunAsync("Done", "again", "done-1");

        Assert.Equal("again", TestHub.Text(ended.Output));
        Assert.Equal(0, ended.Generation);
    }

    private static async Task<TestHub> FilledAsync()
    {
        var app = new TestApp()
            .Orchestrator("Done", (_, input) => Task.FromResult(input))
            .Orchestrator("Fail", (_, _) => throw new InvalidOperationException("no"))
            .Orchestrator("Wait", (run, _) => run.EventAsync("go"));
        var hub = await TestHub.StartAsync(app);
        await hub.RunAsync("Done", "in", "done-1");
        await hub.RunAsync("Done", "in", "done-2");
        await hub.RunAsync("Fail", id: "failed");
        await hub.StartInstanceAsync("Wait", id: "waiting");
        await hub.UntilAsync("waiting", OrchestrationStatus.Running);
        return hub;
    }
}
