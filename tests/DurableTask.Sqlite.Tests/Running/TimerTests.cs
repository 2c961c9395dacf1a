using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

public sealed class TimerTests
{
    [Fact]
    public async Task Timer_OfThirtyDays_FiresWhenItIsDueAndNotBefore()
    {
        await using var hub = await TestHub.StartAsync(Sleeper(TimeSpan.FromDays(30)));
        var id = await hub.StartInstanceAsync("Sleep");
        await hub.UntilHistoryAsync<TimerCreatedEvent>(id, 1);

        hub.Time.Advance(TimeSpan.FromDays(29));
        await hub.RaiseAsync(id, "nudge");
        await hub.UntilHistoryAsync<EventRaisedEvent>(id, 1);
        var early = await hub.FindAsync(id);
        hub.Time.Advance(TimeSpan.FromDays(2));
        var ended = await hub.EndAsync(id);

        Assert.Equal(OrchestrationStatus.Running, early!.OrchestrationStatus);
        Assert.Equal("slept", TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Timer_DueWhileNobodyWorked_FiresAfterTheStart()
    {
        using var file = new TempHub();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        string id;
        await using (var first = await TestHub.StartAsync(Sleeper(TimeSpan.FromDays(1)), file.Options, time: time))
        {
            id = await first.StartInstanceAsync("Sleep");
            await first.UntilHistoryAsync<TimerCreatedEvent>(id, 1);
        }

        time.Advance(TimeSpan.FromDays(2));
        await using var second = await TestHub.StartAsync(Sleeper(TimeSpan.FromDays(1)), file.Options, time: time);
        var ended = await second.EndAsync(id);

        Assert.Equal("slept", TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Timer_ThatWasCancelled_DoesNotHoldTheInstanceUp()
    {
        var app = new TestApp()
            .Activity("Work", input => input)
            .Orchestrator("Race", async (run, input) =>
            {
                using var inTime = new CancellationTokenSource();
                var late = run.SleepAsync(TimeSpan.FromDays(1), inTime.Token);
                var work = run.CallAsync("Work", input);
                await Task.WhenAny(late, work);
                TestRun.Cancel(inTime);
                return await work;
            });
        await using var hub = await TestHub.StartAsync(app);

        var ended = await hub.RunAsync("Race", "quick");
        hub.Time.Advance(TimeSpan.FromDays(2));

        Assert.Equal("quick", TestHub.Text(ended.Output));
        Assert.Equal(OrchestrationStatus.Completed, (await hub.FindAsync(ended.OrchestrationInstance.InstanceId))!.OrchestrationStatus);
    }

    [Fact]
    public async Task Timers_MoreThanAreKeptInMemory_AllFireInOrder()
    {
        var app = new TestApp().Orchestrator("Alarm", async (run, input) =>
        {
            await run.SleepAsync(TimeSpan.FromMinutes(int.Parse(input, System.Globalization.CultureInfo.InvariantCulture)));
            return input;
        });
        await using var hub = await TestHub.StartAsync(app, new() { File = ":memory:", MaxTimersInMemory = 3 });
        foreach (var minutes in (int[])[50, 10, 90, 30, 20, 80, 70, 40, 60, 100])
        {
            await hub.StartInstanceAsync("Alarm", $"{minutes}", $"alarm-{minutes}");
            await hub.UntilHistoryAsync<TimerCreatedEvent>($"alarm-{minutes}", 1);
        }

        for (var minutes = 10; minutes <= 100; minutes += 10)
        {
            hub.Time.Advance(TimeSpan.FromMinutes(minutes == 10 ? 11 : 10));
            await hub.EndAsync($"alarm-{minutes}");
            var later = minutes == 100 ? null : await hub.FindAsync($"alarm-{minutes + 10}");
            Assert.NotEqual(OrchestrationStatus.Completed, later?.OrchestrationStatus);
        }
    }

    [Fact]
    public async Task Start_ScheduledForLater_WaitsKeepsItsEventsAndRunsWhenDue()
    {
        var app = new TestApp().Orchestrator("Later", async (run, input) => input + await run.EventAsync("go"));
        await using var hub = await TestHub.StartAsync(app);
        var due = hub.Time.GetUtcNow().UtcDateTime.AddHours(1);
        var instance = await hub.Client.CreateScheduledOrchestrationInstanceAsync("Later", string.Empty, "later", "in", due);

        await hub.RaiseAsync("later", "go", " and out");
        hub.Time.Advance(TimeSpan.FromMinutes(59));
        var early = await hub.FindAsync("later");
        hub.Time.Advance(TimeSpan.FromMinutes(2));
        var ended = await hub.EndAsync("later");

        Assert.Equal(OrchestrationStatus.Pending, early!.OrchestrationStatus);
        Assert.Equal(due, early.ScheduledStartTime);
        Assert.Equal("in and out", TestHub.Text(ended.Output));
        Assert.Equal(instance.ExecutionId, ended.OrchestrationInstance.ExecutionId);
    }

    private static TestApp Sleeper(TimeSpan time) => new TestApp().Orchestrator("Sleep", (run, _) => run.SleepAsync(time));
}
