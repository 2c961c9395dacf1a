using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

public sealed class SuspensionTests
{
    [Fact]
    public async Task Suspended_TakesEventsUpOnlyWhenResumed_AndTellsTheReasonsAsItsOutput()
    {
        await using var hub = await TestHub.StartAsync(Waiter());
        var id = await hub.StartInstanceAsync("Wait");
        await hub.UntilAsync(id, OrchestrationStatus.Running);

        await hub.Client.SuspendInstanceAsync(new OrchestrationInstance { InstanceId = id }, "lunch");
        var suspended = await hub.UntilAsync(id, OrchestrationStatus.Suspended);
        await hub.RaiseAsync(id, "go", "gone");
        await hub.UntilHistoryAsync<EventRaisedEvent>(id, 1);
        var still = await hub.FindAsync(id);
        await hub.Client.ResumeInstanceAsync(new OrchestrationInstance { InstanceId = id }, "back");
        var ended = await hub.EndAsync(id);

        Assert.Equal("lunch", suspended.Output);
        Assert.Equal(OrchestrationStatus.Suspended, still!.OrchestrationStatus);
        Assert.Equal("gone", TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Suspended_StaysSoOverARestart()
    {
        using var file = new TempHub();
        await using (var first = await TestHub.StartAsync(Waiter(), file.Options))
        {
            await first.StartInstanceAsync("Wait", id: "wait");
            await first.Client.SuspendInstanceAsync(new OrchestrationInstance { InstanceId = "wait" }, "night");
            await first.UntilAsync("wait", OrchestrationStatus.Suspended);
            await first.RaiseAsync("wait", "go", "gone");
        }

        await using var second = await TestHub.StartAsync(Waiter(), file.Options);
        await second.Client.ResumeInstanceAsync(new OrchestrationInstance { InstanceId = "wait" }, "day");
        var ended = await second.EndAsync("wait");

        Assert.Equal("gone", TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Suspended_KeepsTheResultsOfItsActivitiesOverARestart()
    {
        using var file = new TempHub();
        var held = new TaskCompletionSource<string>();
        var app = new TestApp().Activity("Hold", _ => held.Task).Orchestrator("Call", async (run, _) => "held " + await run.CallAsync("Hold"));
        await using (var first = await TestHub.StartAsync(app, file.Options))
        {
            await first.StartInstanceAsync("Call", id: "call");
            await first.UntilHistoryAsync<TaskScheduledEvent>("call", 1);
            await first.Client.SuspendInstanceAsync(new OrchestrationInstance { InstanceId = "call" }, "night");
            await first.UntilAsync("call", OrchestrationStatus.Suspended);
            held.SetResult("back");
            await first.UntilHistoryAsync<TaskCompletedEvent>("call", 1);
        }

        await using var second = await TestHub.StartAsync(app, file.Options);
        await second.RecoveredAsync();
        var still = await second.FindAsync("call");
        await second.Client.ResumeInstanceAsync(new OrchestrationInstance { InstanceId = "call" }, "day");
        var ended = await second.EndAsync("call");

        Assert.Equal(OrchestrationStatus.Suspended, still!.OrchestrationStatus);
        Assert.Equal("held back", TestHub.Text(ended.Output));
        Assert.Single(app.Calls);
        Assert.Single((await second.HistoryAsync("call")).OfType<TaskCompletedEvent>());
    }

    [Fact]
    public async Task Terminated_EndsWithTheReasonAsOutput_AndLateResultsChangeNothing()
    {
        var held = new TaskCompletionSource<string>();
        var app = new TestApp().Activity("Hold", _ => held.Task).Orchestrator("Call", (run, _) => run.CallAsync("Hold"));
        await using var hub = await TestHub.StartAsync(app);
        var id = await hub.StartInstanceAsync("Call");
        await hub.UntilAsync(id, OrchestrationStatus.Running);

        await hub.Client.TerminateInstanceAsync(new OrchestrationInstance { InstanceId = id }, "enough");
        var ended = await hub.EndAsync(id);
        held.SetResult("late");

        Assert.Equal(OrchestrationStatus.Terminated, ended.OrchestrationStatus);
        Assert.Equal("enough", ended.Output);
        Assert.Equal("enough", (await hub.FindAsync(id))!.Output);
    }

    [Fact]
    public async Task Terminated_WhileSuspended_Ends()
    {
        await using var hub = await TestHub.StartAsync(Waiter());
        var id = await hub.StartInstanceAsync("Wait");
        await hub.Client.SuspendInstanceAsync(new OrchestrationInstance { InstanceId = id }, "lunch");
        await hub.UntilAsync(id, OrchestrationStatus.Suspended);

        await hub.Client.TerminateInstanceAsync(new OrchestrationInstance { InstanceId = id }, "enough");
        var ended = await hub.EndAsync(id);

        Assert.Equal((OrchestrationStatus.Terminated, "enough"), (ended.OrchestrationStatus, ended.Output));
    }

    [Fact]
    public async Task Terminated_BeforeItsScheduledStart_NeverStarts()
    {
        var app = new TestApp().Activity("Work", input => input).Orchestrator("Later", (run, _) => run.CallAsync("Work"));
        await using var hub = await TestHub.StartAsync(app);
        var due = hub.Time.GetUtcNow().UtcDateTime.AddHours(1);
        await hub.Client.CreateScheduledOrchestrationInstanceAsync("Later", string.Empty, "later", string.Empty, due);

        await hub.Client.TerminateInstanceAsync(new OrchestrationInstance { InstanceId = "later" }, "not today");
        var ended = await hub.EndAsync("later");
        hub.Time.Advance(TimeSpan.FromHours(2));
        await hub.RunAsync("Later");

        Assert.Equal((OrchestrationStatus.Terminated, "not today"), (ended.OrchestrationStatus, ended.Output));
        Assert.Single(app.Calls);
        Assert.Empty(await hub.HistoryAsync("later"));
    }

    private static TestApp Waiter() => new TestApp().Orchestrator("Wait", (run, _) => run.EventAsync("go"));
}
