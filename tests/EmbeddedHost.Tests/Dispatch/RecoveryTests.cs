using DurableSagas.EmbeddedHost.Functions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

public sealed class RecoveryTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Activity_GivenUpAtStop_RunsAgainAfterTheNextStart()
    {
        using var hub = new TempHub();
        var begun = new TaskCompletionSource();
        var never = Calling((_, stopping) =>
        {
            begun.SetResult();
            return NeverAsync(stopping);
        });
        await using (var first = await TestEngine.StartAsync(never, hub.Settings))
        {
            await first.StartInstanceAsync("Call", id: "a");
            await begun.Task.WaitAsync(Cancelled);
        }

        var works = Calling((_, _) => Task.FromResult<object?>("done"));
        await using var second = await TestEngine.StartAsync(works, hub.Settings);
        var end = await second.EndOfAsync("a");

        Assert.Equal("done", end.ReadOutputAs<string>());
        Assert.Equal(["Work"], works.Calls);
    }

    [Fact]
    public async Task Episode_InFlightAtStop_IsRecordedAndNotRunAgain()
    {
        using var hub = new TempHub();
        using var release = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        var firstRuns = 0;
        var app = new TestApp()
            .Orchestrator("Call", async context =>
            {
                if (!context.IsReplaying)
                {
                    firstRuns++;
                    begun.TrySetResult();
                    release.Wait(Cancelled);
                }

                return await context.CallActivityAsync<string>("Work");
            })
            .Activity<string>("Work", _ => "done");
        var first = await TestEngine.StartAsync(app, hub.Settings);
        await first.StartInstanceAsync("Call", id: "a");
        await begun.Task.WaitAsync(Cancelled);

        var stopping = first.DisposeAsync().AsTask();
        release.Set();
        await stopping;
        await using var second = await TestEngine.StartAsync(app, hub.Settings);
        var end = await second.EndOfAsync("a");

        Assert.Equal("done", end.ReadOutputAs<string>());
        Assert.Equal(1, firstRuns);
    }

    [Fact]
    public async Task Instances_ThatOnlyWait_AreNotLoadedAtStart()
    {
        using var hub = new TempHub();
        var app = new TestApp().Orchestrator("Wait", context => context.WaitForExternalEvent<int>("go", CancellationToken.None));
        await using (var first = await TestEngine.StartAsync(app, hub.Settings))
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(number => first.StartInstanceAsync("Wait", id: $"w{number}")));
            await first.IdleAsync();
        }

        await using var second = await TestEngine.StartAsync(app, hub.Settings);
        await second.IdleAsync();
        var loaded = second.Engine.InstancesInMemory;
        await second.Client.RaiseEventAsync("w42", "go", 7, Cancelled);
        var end = await second.EndOfAsync("w42");

        Assert.Equal(0, loaded);
        Assert.Equal(7, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Instance_IdleForLong_LeavesMemoryAndGoesOnWhenAnEventComes()
    {
        var app = new TestApp()
            .Orchestrator("Wait", async context =>
                await context.CallActivityAsync<string>("A") + await context.WaitForExternalEvent<string>("go", CancellationToken.None))
            .Activity<string>("A", _ => "a");
        await using var engine = await TestEngine.StartAsync(app);
        var id = await engine.StartInstanceAsync("Wait");
        await engine.IdleAsync();

        var before = engine.Engine.InstancesInMemory;
        engine.Time.Advance(TimeSpan.FromMinutes(1));
        var after = engine.Engine.InstancesInMemory;
        await engine.Client.RaiseEventAsync(id, "go", "b", Cancelled);
        var end = await engine.EndOfAsync(id);

        Assert.Equal((1, 0), (before, after));
        Assert.Equal("ab", end.ReadOutputAs<string>());
        Assert.Equal(["A"], app.Calls);
    }

    [Fact]
    public async Task Timer_DueWhileTheHostWasDown_FiresAtStart()
    {
        using var hub = new TempHub();
        var app = new TestApp().Orchestrator("Wait", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return "woken";
        });
        await using (var first = await TestEngine.StartAsync(app, hub.Settings))
        {
            await first.StartInstanceAsync("Wait", id: "a");
            await first.IdleAsync();
            first.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await using var second = await TestEngine.StartAsync(app, hub.Settings, time: new(TestEngine.Midnight.AddDays(1)));
        var end = await second.EndOfAsync("a");

        Assert.Equal("woken", end.ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
    }

    [Fact]
    public async Task Instances_ManyInTheMiddleOfSomething_AllGoOn()
    {
        const int Count = 2500;
        using var hub = new TempHub();
        await using (var first = await TestEngine.StartAsync(Calling((_, stopping) => NeverAsync(stopping)), hub.Settings))
        {
            await Task.WhenAll(Enumerable.Range(0, Count).Select(number => first.StartInstanceAsync("Call", id: $"c{number}")));
        }

        var app = Calling((_, _) => Task.FromResult<object?>("done"));
        await using var second = await TestEngine.StartAsync(app, hub.Settings);
        await second.IdleAsync();
        var left = await second.Client.GetAllInstancesAsync(new(Statuses: [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending]))
            .ToListAsync(Cancelled);

        Assert.Empty(left);
        Assert.Equal(Count, app.Calls.Count);
    }

    private static TestApp Calling(Func<ActivityInvocation, CancellationToken, Task<object?>> work) => new TestApp()
        .Orchestrator("Call", context => context.CallActivityAsync<string>("Work"))
        .Activity("Work", work);

    private static async Task<object?> NeverAsync(CancellationToken stopping)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
        return null;
    }
}
