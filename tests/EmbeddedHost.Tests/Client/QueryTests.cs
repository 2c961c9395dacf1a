using DurableSagas.EmbeddedHost.Tests.Dispatch;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Client;

public sealed class QueryTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_UnknownInstance_IsNull()
    {
        await using var engine = await TestEngine.StartAsync(App());

        var found = await engine.Client.GetInstanceAsync("nobody", Cancelled);

        Assert.Null(found);
    }

    [Fact]
    public async Task Get_WithoutInputsAndOutputs_HasNone()
    {
        await using var engine = await TestEngine.StartAsync(App());
        await engine.StartInstanceAsync("Echo", 3, "a");
        await engine.EndOfAsync("a");

        var found = (await engine.Client.GetInstanceAsync("a", Cancelled))!;

        Assert.Equal(("Echo", "a", OrchestrationRuntimeStatus.Completed), (found.Name, found.InstanceId, found.RuntimeStatus));
        Assert.Equal((null, null, null), (found.SerializedInput, found.SerializedOutput, found.SerializedCustomStatus));
        Assert.Throws<InvalidOperationException>(() => found.ReadOutputAs<int>());
    }

    [Fact]
    public async Task List_PageByPage_GivesEachInstanceOnceInTheOrderOfIds()
    {
        await using var engine = await StartManyAsync(25);

        List<Page<OrchestrationMetadata>> pages = [];
        string? token = null;
        do
        {
            pages.Add(await engine.Client.GetAllInstancesAsync(new(PageSize: 10)).AsPages(token).FirstAsync(Cancelled));
            token = pages[^1].ContinuationToken;
        }
        while (token is not null);

        Assert.Equal([10, 10, 5], pages.Select(page => page.Values.Count));
        Assert.Equal(Enumerable.Range(0, 25).Select(number => $"i{number:00}"), pages.SelectMany(page => page.Values).Select(found => found.InstanceId));
    }

    [Fact]
    public async Task List_Filters_AreAllApplied()
    {
        await using var engine = await StartManyAsync(12);
        await engine.StartInstanceAsync("Wait", id: "waiting");
        await engine.IdleAsync();
        var at = TestEngine.Midnight;

        var byPrefix = await IdsAsync(engine, new(InstanceIdPrefix: "i1"));
        var byTime = await IdsAsync(engine, new(CreatedFrom: at.AddMinutes(3), CreatedTo: at.AddMinutes(5)));
        var byStatus = await IdsAsync(engine, new(Statuses: [OrchestrationRuntimeStatus.Running]));
        var byHub = await IdsAsync(engine, new(TaskHubNames: ["another"]));

        Assert.Equal(["i10", "i11"], byPrefix);
        Assert.Equal(["i03", "i04", "i05"], byTime);
        Assert.Equal(["waiting"], byStatus);
        Assert.Empty(byHub);
    }

    [Fact]
    public async Task List_FetchInputsAndOutputs_ReadsThem()
    {
        await using var engine = await StartManyAsync(2);

        var found = await engine.Client.GetAllInstancesAsync(new(FetchInputsAndOutputs: true)).ToListAsync(Cancelled);

        Assert.Equal([("0", "0"), ("1", "1")], found.Select(instance => (instance.SerializedInput, instance.SerializedOutput)));
    }

    [Fact]
    public async Task List_ForeignToken_IsRefused()
    {
        await using var engine = await TestEngine.StartAsync(App());

        await Assert.ThrowsAsync<ArgumentException>(async () =>
            await engine.Client.GetAllInstancesAsync(new(ContinuationToken: "!")).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task Wait_ForStartAndCompletion_EndsWithEach()
    {
        await using var engine = await TestEngine.StartAsync(App());
        var started = engine.Client.WaitForInstanceStartAsync("later", Cancelled);
        var completed = engine.Client.WaitForInstanceCompletionAsync("later", Cancelled);

        await engine.StartInstanceAsync("Wait", id: "later");
        var running = await started;
        var early = completed.IsCompleted;
        await engine.Client.RaiseEventAsync("later", "go", 1, Cancelled);
        var ended = await completed;

        Assert.Equal(OrchestrationRuntimeStatus.Running, running.RuntimeStatus);
        Assert.False(early);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, ended.RuntimeStatus);
    }

    [Fact]
    public async Task Wait_Cancelled_Ends()
    {
        await using var engine = await TestEngine.StartAsync(App());
        using var cancel = new CancellationTokenSource();
        var waiting = engine.Client.WaitForInstanceCompletionAsync("nobody", cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Purge_EndedInstance_LeavesNothing()
    {
        await using var engine = await StartManyAsync(1);

        var purged = await engine.Client.PurgeInstanceAsync("i00", Cancelled);
        var again = await engine.Client.PurgeInstanceAsync("i00", Cancelled);

        Assert.Equal((1, 0), (purged.PurgedInstanceCount, again.PurgedInstanceCount));
        Assert.Null(await engine.Client.GetInstanceAsync("i00", Cancelled));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.GetOrchestrationHistoryAsync("i00", Cancelled));
    }

    [Fact]
    public async Task Purge_RunningInstance_IsRefused()
    {
        await using var engine = await TestEngine.StartAsync(App());
        await engine.StartInstanceAsync("Wait", id: "a");

        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.PurgeInstanceAsync("a", Cancelled));
    }

    [Fact]
    public async Task PurgeMany_TakesEndedInstancesOfTheTimeAndStatusOnly()
    {
        await using var engine = await StartManyAsync(250);
        await engine.StartInstanceAsync("Wait", id: "waiting");
        var filter = new PurgeInstancesFilter(CreatedFrom: TestEngine.Midnight.AddMinutes(10));

        var failed = await engine.Client.PurgeAllInstancesAsync(filter with { Statuses = [OrchestrationRuntimeStatus.Failed] }, Cancelled);
        var purged = await engine.Client.PurgeAllInstancesAsync(filter, Cancelled);
        var left = await IdsAsync(engine, new());

        Assert.Equal((0, 240), (failed.PurgedInstanceCount, purged.PurgedInstanceCount));
        Assert.Equal(11, left.Count);
        Assert.Contains("waiting", left);
    }

    private static async Task<TestEngine> StartManyAsync(int count)
    {
        var engine = await TestEngine.StartAsync(App());
        for (var number = 0; number < count; number++)
        {
            await engine.StartInstanceAsync("Echo", number, $"i{number:00}");
            engine.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await engine.IdleAsync();
        return engine;
    }

    private static async Task<List<string>> IdsAsync(TestEngine engine, OrchestrationQuery query) =>
        await engine.Client.GetAllInstancesAsync(query).Select(found => found.InstanceId).ToListAsync(Cancelled);

    private static TestApp App() => new TestApp()
        .Orchestrator("Echo", context => Task.FromResult(context.GetInput<int>()))
        .Orchestrator("Wait", context => context.WaitForExternalEvent<int>("go", CancellationToken.None));
}
