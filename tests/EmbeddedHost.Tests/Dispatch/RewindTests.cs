using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

public sealed class RewindTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rewind_StuckThenMended_CallsOnlyWhatFailedAndGoesOn()
    {
        var broken = true;
        var app = new TestApp()
            .Orchestrator("Undo", async context =>
                await context.CallActivityAsync<string>("Refund") + await context.CallActivityAsync<string>("Release") + await context.CallActivityAsync<string>("Tell"))
            .Activity<string>("Refund", _ => "1")
            .Activity<string>("Release", _ => broken ? throw new InvalidOperationException("warehouse closed") : "2")
            .Activity<string>("Tell", _ => "3");
        await using var engine = await TestEngine.StartAsync(app);
        var stuck = await engine.RunAsync("Undo");

        await engine.Client.RewindInstanceAsync(stuck.InstanceId, "try again", Cancelled);
        var stuckAgain = await engine.EndOfAsync(stuck.InstanceId);
        broken = false;
        await engine.Client.RewindInstanceAsync(stuck.InstanceId, "mended", Cancelled);
        var end = await engine.EndOfAsync(stuck.InstanceId);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, stuckAgain.RuntimeStatus);
        Assert.Equal("123", end.ReadOutputAs<string>());
        Assert.Equal(["Refund", "Release", "Release", "Release", "Tell"], app.Calls);
    }

    [Fact]
    public async Task Rewind_StuckInAChild_RewindsTheChildAndWakesTheParent()
    {
        var broken = true;
        var app = new TestApp()
            .Orchestrator("Parent", async context =>
                await context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions { InstanceId = "child" }) + await context.CallActivityAsync<string>("Tell"))
            .Orchestrator("Child", context => context.CallActivityAsync<string>("Release"))
            .Activity<string>("Release", _ => broken ? throw new InvalidOperationException("warehouse closed") : "released ")
            .Activity<string>("Tell", _ => "and told");
        await using var engine = await TestEngine.StartAsync(app);
        var stuck = await engine.RunAsync("Parent");

        broken = false;
        await engine.Client.RewindInstanceAsync(stuck.InstanceId, "mended", Cancelled);
        var end = await engine.EndOfAsync(stuck.InstanceId);
        var child = await engine.FindAsync("child");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, stuck.RuntimeStatus);
        Assert.Equal("released and told", end.ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, child.RuntimeStatus);
        Assert.Equal(["Release", "Release", "Tell"], app.Calls);
    }

    [Fact]
    public async Task Rewind_TimerWasOpenAtTheFailure_FiresWhenItsTimeHasCome()
    {
        var broken = true;
        var app = new TestApp()
            .Orchestrator("Parent", async context =>
            {
                // An open timer would keep the instance Running: it is cancelled where the failure is passed on.
                using var cancel = new CancellationTokenSource();
                var alarm = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
                var undo = context.CallSubOrchestratorAsync<string>("Undo", new SubOrchestrationOptions { InstanceId = "undo" });
                await Task.WhenAny(undo);
                Cancel(undo.IsFaulted ? cancel : null);
                await undo;
                await alarm;
                return context.CurrentUtcDateTime;
            })
            .Orchestrator("Undo", context => context.CallActivityAsync<string>("Refund"))
            .Activity<string>("Refund", _ => broken ? throw new InvalidOperationException("bank closed") : "refunded");
        await using var engine = await TestEngine.StartAsync(app);
        var stuck = await engine.RunAsync("Parent");
        engine.Time.Advance(TimeSpan.FromMinutes(10));
        broken = false;

        await engine.Client.RewindInstanceAsync(stuck.InstanceId, "mended", Cancelled);
        await engine.IdleAsync();
        await engine.RunOutAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, stuck.RuntimeStatus);
        Assert.Equal(TestEngine.Midnight.AddHours(1).UtcDateTime, (await engine.FindAsync(stuck.InstanceId)).ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Rewind_HostStopsBeforeTheReplay_GoesOnAfterTheNextStart()
    {
        using var hub = new TempHub();
        var broken = true;
        var app = new TestApp()
            .Orchestrator("Undo", context => context.CallActivityAsync<string>("Refund"))
            .Activity<string>("Refund", _ => broken ? throw new InvalidOperationException("bank closed") : "refunded");
        await using (var first = await TestEngine.StartAsync(app, hub.Settings, new CrashGate(commits: 5)))
        {
            var stuck = await first.RunAsync("Undo");
            await first.Client.RewindInstanceAsync(stuck.InstanceId, "mended", Cancelled);
        }

        broken = false;
        await using var second = await TestEngine.StartAsync(app, hub.Settings);
        var page = second.Client.GetAllInstancesAsync();
        var id = Assert.Single(await page.ToListAsync(Cancelled)).InstanceId;
        var end = await second.EndOfAsync(id);
        var history = await second.Client.GetOrchestrationHistoryAsync(id, Cancelled);

        Assert.Equal("refunded", end.ReadOutputAs<string>());
        Assert.Single(history.OfType<TaskScheduledEvent>());
    }

    [Theory]
    [InlineData("purged", "has been purged")]
    [InlineData("rewound", "is Completed now")]
    public async Task Rewind_FailedChildIsGone_IsRefusedAndNothingIsChanged(string childWas, string reason)
    {
        var broken = true;
        var app = new TestApp()
            .Orchestrator("Top", context => context.CallSubOrchestratorAsync<string>("Middle", new SubOrchestrationOptions { InstanceId = "middle" }))
            .Orchestrator("Middle", context => context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions { InstanceId = "child" }))
            .Orchestrator("Child", context => context.CallActivityAsync<string>("Release"))
            .Activity<string>("Release", _ => broken ? throw new InvalidOperationException("warehouse closed") : "released");
        await using var engine = await TestEngine.StartAsync(app);
        var stuck = await engine.RunAsync("Top");
        var before = await engine.Client.GetOrchestrationHistoryAsync(stuck.InstanceId, Cancelled);
        broken = false;
        await (childWas == "purged" ? engine.Client.PurgeInstanceAsync("child", Cancelled) : engine.Client.RewindInstanceAsync("child", "alone", Cancelled));
        await engine.IdleAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => engine.Client.RewindInstanceAsync(stuck.InstanceId, "mended", Cancelled));
        await engine.IdleAsync();
        var after = await engine.Client.GetOrchestrationHistoryAsync(stuck.InstanceId, Cancelled);

        Assert.Equal(
            $"Instance 'middle' cannot be rewound: its failed child 'child' {reason}, so nothing would ever answer it. Restart the instance instead.",
            refused.Message);
        Assert.Equal(before.Select(recorded => recorded.EventType), after.Select(recorded => recorded.EventType));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.FindAsync(stuck.InstanceId)).RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await engine.FindAsync("middle")).RuntimeStatus);
    }

    [Fact]
    public async Task Rewind_NotFailed_IsRefused()
    {
        await using var engine = await TestEngine.StartAsync(new TestApp().Orchestrator("Ok", _ => Task.FromResult(1)));
        var end = await engine.RunAsync("Ok");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.RewindInstanceAsync(end.InstanceId, "why not", Cancelled));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.RewindInstanceAsync("nobody", "why not", Cancelled));

        Assert.StartsWith("The rewind operation is only supported on failed orchestration instances.", refused.Message, StringComparison.Ordinal);
    }

    private static void Cancel(CancellationTokenSource? source) => source?.Cancel();
}
