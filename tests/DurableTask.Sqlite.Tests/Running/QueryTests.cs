using DurableSagas.DurableTask.Sqlite.Instances;
using DurableTask.Core;
using DurableTask.Core.Query;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

public sealed class QueryTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Query_ByStatus_FindsThose()
    {
        await using var hub = await FilledAsync();

        Assert.Equal(["completed-1", "completed-2"], await IdsAsync(hub, new() { RuntimeStatus = [OrchestrationStatus.Completed] }));
        Assert.Equal(["failed-1"], await IdsAsync(hub, new() { RuntimeStatus = [OrchestrationStatus.Failed] }));
        Assert.Equal(["@entity@1", "waiting-1"], await IdsAsync(hub, new() { RuntimeStatus = [OrchestrationStatus.Running, OrchestrationStatus.Pending] }));
        Assert.Equal(["failed-1", "waiting-1", "@entity@1"], await IdsAsync(hub, new() { RuntimeStatus = [OrchestrationStatus.Running, OrchestrationStatus.Failed] }, sorted: false));
    }

    [Fact]
    public async Task Query_ByPrefixAndWithoutEntities_FindsThose()
    {
        await using var hub = await FilledAsync();

        Assert.Equal(["completed-1", "completed-2"], await IdsAsync(hub, new() { InstanceIdPrefix = "completed" }));
        Assert.Equal(["completed-1", "completed-2", "failed-1", "waiting-1"], await IdsAsync(hub, new() { ExcludeEntities = true }));
        Assert.Equal(["@entity@1"], await IdsAsync(hub, new() { InstanceIdPrefix = "@" }));
        Assert.Empty(await IdsAsync(hub, new() { InstanceIdPrefix = "nobody" }));
    }

    [Fact]
    public async Task Query_ByTime_FindsWhatWasCreatedThen()
    {
        await using var hub = await FilledAsync();
        var created = (await hub.FindAsync("completed-2"))!.CreatedTime;

        Assert.Equal(["completed-1", "completed-2"], await IdsAsync(hub, new() { CreatedTimeTo = created }));
        Assert.Equal(["@entity@1", "completed-2", "failed-1", "waiting-1"], await IdsAsync(hub, new() { CreatedTimeFrom = created }));
        Assert.Equal(["completed-2"], await IdsAsync(hub, new() { CreatedTimeFrom = created, CreatedTimeTo = created }));
    }

    [Fact]
    public async Task Query_OfAnotherHub_FindsNothing()
    {
        await using var hub = await FilledAsync();

        Assert.Empty(await IdsAsync(hub, new() { TaskHubNames = ["another"] }));
        Assert.Equal(5, (await IdsAsync(hub, new() { TaskHubNames = ["another", "taskhub"] })).Length);
    }

    [Fact]
    public async Task Query_WithoutPayloads_TellsNeitherInputNorOutput()
    {
        await using var hub = await FilledAsync();

        var with = Assert.Single((await PageAsync(hub, new() { InstanceIdPrefix = "completed-1" })).OrchestrationState);
        var without = Assert.Single((await PageAsync(hub, new() { InstanceIdPrefix = "completed-1", FetchInputsAndOutputs = false })).OrchestrationState);

        Assert.Equal(("\"in\"", "\"in\""), (with.Input, with.Output));
        Assert.Equal((null, null), (without.Input, without.Output));
        Assert.Equal("Echo", without.Name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("row-")]
    public async Task Pages_OfAHundredThousand_HoldEachInstanceOnce(string? prefix)
    {
        const int Count = 100_000;
        await using var hub = await TestHub.StartAsync(new TestApp());
        await hub.AddRowsAsync(Enumerable.Range(0, Count).Select(number => $"row-{number}"), OrchestrationStatus.Completed);
        var query = new OrchestrationQuery { PageSize = 5000, InstanceIdPrefix = prefix, FetchInputsAndOutputs = false };

        var seen = new HashSet<string>();
        do
        {
            var page = await PageAsync(hub, query);
            Assert.All(page.OrchestrationState, state => Assert.True(seen.Add(state.OrchestrationInstance.InstanceId)));
            query.ContinuationToken = page.ContinuationToken;
        }
        while (query.ContinuationToken is not null);

        Assert.Equal(Count, seen.Count);
    }

    [Fact]
    public async Task Query_WithATokenOfAnotherKind_IsRefused()
    {
        await using var hub = await FilledAsync();

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => PageAsync(hub, new() { ContinuationToken = "page 2" }));

        Assert.StartsWith("Continuation token 'page 2' is not one that this task hub gave.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task State_OfACompletedInstance_IsToldAsAzureStorageTellsIt()
    {
        await using var hub = await FilledAsync();

        var state = (await hub.FindAsync("completed-1"))!;

        Assert.Equal(CustomStatus.None, state.Status);
        Assert.Equal(0, state.Generation);
        Assert.Null(state.FailureDetails);
        Assert.InRange(state.CompletedTime, state.CreatedTime, DateTime.MaxValue);
        Assert.Equal(default, (await hub.FindAsync("waiting-1"))!.CompletedTime);
    }

    private static Task<OrchestrationQueryResult> PageAsync(TestHub hub, OrchestrationQuery query) =>
        hub.Service.GetOrchestrationWithQueryAsync(query, Cancelled);

    private static async Task<string[]> IdsAsync(TestHub hub, OrchestrationQuery query, bool sorted = true)
    {
        query.PageSize = 2;
        List<string> ids = [];
        do
        {
            var page = await PageAsync(hub, query);
            ids.AddRange(page.OrchestrationState.Select(state => state.OrchestrationInstance.InstanceId));
            query.ContinuationToken = page.ContinuationToken;
        }
        while (query.ContinuationToken is not null);

        return sorted ? [.. ids.Order(StringComparer.Ordinal)] : [.. ids];
    }

    private static async Task<TestHub> FilledAsync()
    {
        var app = new TestApp()
            .Orchestrator("Echo", (_, input) => Task.FromResult(input))
            .Orchestrator("Fail", (_, _) => throw new InvalidOperationException("no"))
            .Orchestrator("Wait", (run, _) => run.EventAsync("go"));
        var hub = await TestHub.StartAsync(app);
        await hub.RunAsync("Echo", "in", "completed-1");
        await hub.RunAsync("Echo", "in", "completed-2");
        await hub.RunAsync("Fail", id: "failed-1");
        await hub.StartInstanceAsync("Wait", id: "waiting-1");
        await hub.UntilAsync("waiting-1", OrchestrationStatus.Running);
        await hub.AddRowsAsync(["@entity@1"], OrchestrationStatus.Running);
        return hub;
    }
}
