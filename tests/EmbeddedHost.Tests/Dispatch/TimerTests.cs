using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

public sealed class TimerTests
{
    [Fact]
    public async Task Timer_OfThirtyDays_FiresWhenTimeHasComeAndNotBefore()
    {
        await using var engine = await TestEngine.StartAsync(Waiting(TimeSpan.FromDays(30)));
        var id = await engine.StartInstanceAsync("Wait");
        await engine.IdleAsync();

        engine.Time.Advance(TimeSpan.FromDays(2));
        await engine.IdleAsync();
        var before = await engine.FindAsync(id);
        await engine.RunOutAsync();
        var after = await engine.FindAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Running, before.RuntimeStatus);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, after.RuntimeStatus);
        Assert.Equal(TestEngine.Midnight.AddDays(30).UtcDateTime, after.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task Timer_Cancelled_IsNotWaitedFor()
    {
        var app = new TestApp().Orchestrator("Race", async context =>
        {
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), cancel.Token);
            var answer = context.WaitForExternalEvent<string>("answer", CancellationToken.None);
            var first = await Task.WhenAny(timer, answer);
            Cancel(cancel);
            return first == answer ? "answered" : "too late";
        });
        await using var engine = await TestEngine.StartAsync(app);
        var id = await engine.StartInstanceAsync("Race");
        await engine.IdleAsync();

        await engine.Client.RaiseEventAsync(id, "answer", "yes", TestContext.Current.CancellationToken);
        var end = await engine.EndOfAsync(id);

        Assert.Equal("answered", end.ReadOutputAs<string>());
        Assert.Null(engine.Engine.NextTimerDueAt);
    }

    [Fact]
    public async Task Timers_OfAnExecutionThatContinuedAsNew_DoNotFireInTheNext()
    {
        var app = new TestApp().Orchestrator("Poll", async context =>
        {
            var round = context.GetInput<int>();
            using var cancel = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1 + round), cancel.Token);
            var first = await Task.WhenAny(timer, context.WaitForExternalEvent<string>("next", CancellationToken.None));
            Cancel(cancel);
            if (first == timer)
            {
                return context.CurrentUtcDateTime;
            }

            context.ContinueAsNew(round + 1);
            return default;
        });
        await using var engine = await TestEngine.StartAsync(app);
        var id = await engine.StartInstanceAsync("Poll", 0);
        await engine.IdleAsync();

        await engine.Client.RaiseEventAsync(id, "next", "go", TestContext.Current.CancellationToken);
        await engine.IdleAsync();
        await engine.RunOutAsync();
        var end = await engine.EndOfAsync(id);

        Assert.Equal(TestEngine.Midnight.AddHours(2).UtcDateTime, end.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task ScheduledStart_WaitsForItsTime()
    {
        await using var engine = await TestEngine.StartAsync(new TestApp().Orchestrator("Now", context => Task.FromResult(context.CurrentUtcDateTime)));
        var at = TestEngine.Midnight.AddHours(5);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Now", null, new StartOrchestrationOptions(StartAt: at), TestContext.Current.CancellationToken);

        await engine.IdleAsync();
        var before = await engine.FindAsync(id);
        await engine.RunOutAsync();
        var after = await engine.FindAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Pending, before.RuntimeStatus);
        Assert.Equal(at.UtcDateTime, after.ReadOutputAs<DateTime>());
    }

    [Fact]
    public async Task ScheduledStart_EventRaisedMeanwhile_IsKeptAndStartsNothing()
    {
        var app = new TestApp().Orchestrator("Answer", context => context.WaitForExternalEvent<string>("answer", CancellationToken.None));
        await using var engine = await TestEngine.StartAsync(app);
        var at = TestEngine.Midnight.AddHours(5);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Answer", null, new StartOrchestrationOptions(StartAt: at), TestContext.Current.CancellationToken);

        await engine.Client.RaiseEventAsync(id, "answer", "early", TestContext.Current.CancellationToken);
        await engine.IdleAsync();
        var before = await engine.FindAsync(id);
        await engine.RunOutAsync();
        var after = await engine.FindAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Pending, before.RuntimeStatus);
        Assert.Equal("early", after.ReadOutputAs<string>());
    }

    [Fact]
    public async Task ScheduledStart_Terminated_NeverStarts()
    {
        var app = new TestApp().Orchestrator("Call", context => context.CallActivityAsync<int>("A")).Activity<int>("A", _ => 1);
        await using var engine = await TestEngine.StartAsync(app);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Call", null, new StartOrchestrationOptions(StartAt: TestEngine.Midnight.AddHours(5)), TestContext.Current.CancellationToken);

        await engine.Client.TerminateInstanceAsync(id, "not needed", TestContext.Current.CancellationToken);
        var end = await engine.EndOfAsync(id);
        await engine.RunOutAsync();

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("\"not needed\"", end.SerializedOutput);
        Assert.Empty(app.Calls);
    }

    // An orchestrator may not await anything but its context, and CancelAsync is not of it.
    private static void Cancel(CancellationTokenSource source) => source.Cancel();

    private static TestApp Waiting(TimeSpan time) => new TestApp().Orchestrator("Wait", async context =>
    {
        await context.CreateTimer(time, CancellationToken.None);
        return context.CurrentUtcDateTime;
    });
}
