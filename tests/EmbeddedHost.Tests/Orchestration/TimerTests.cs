using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class TimerTests
{
    private static readonly DateTime _start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Timer_LongerThanThreeDays_IsAChainOfTimers()
    {
        var hub = Scenario.RunMain(async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(7), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });

        Assert.Equal(
            ["#0 timer", "#0 fired", "#1 timer", "#1 fired", "#2 timer", "#2 fired"],
            hub.Main.Events.Skip(1).SkipLast(1));
        Assert.Equal(_start.AddDays(7).AddMilliseconds(10), hub.Main.History.OfType<TimerCreatedEvent>().Last().FireAt);
    }

    [Fact]
    public void Timer_DueInThePast_FiresAtOnce()
    {
        var hub = Scenario.RunMain(async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddDays(-1), CancellationToken.None);
            return "on time";
        });

        Assert.Equal("\"on time\"", hub.Main.Output);
        Assert.True(hub.Now < _start.AddSeconds(1));
    }

    [Fact]
    public void Timer_Cancelled_ThrowsAndIsNotWaitedFor()
    {
        var hub = Scenario.RunMain(
            async context =>
            {
                using var cancellation = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromDays(30), cancellation.Token);
                await context.CallActivityAsync("Work");
                Cancel(cancellation);
                await Assert.ThrowsAsync<TaskCanceledException>(() => timer);
                return "cancelled";
            },
            functions => functions.Activity("Work"));

        Assert.Equal("\"cancelled\"", hub.Main.Output);
        Assert.Equal([0], hub.Main.LastEpisode!.CancelledTimers);
        Assert.True(hub.Now < _start.AddSeconds(1));
    }

    [Fact]
    public void Timer_CancelledBeforeItsEpisodeEnds_IsRecordedButNotStarted()
    {
        var hub = Scenario.RunMain(async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
            Cancel(cancellation);
            await Assert.ThrowsAsync<TaskCanceledException>(() => timer);
            return 1;
        });

        Assert.Contains("#0 timer", hub.Main.Events);
        Assert.Empty(hub.Main.LastEpisode!.Timers);
        Assert.Equal("1", hub.Main.Output);
    }

    [Fact]
    public void Timer_FiresAfterItWasCancelled_IsIgnored()
    {
        var hub = Scenario.Run(
            functions => functions.Orchestrator("Main", async context =>
            {
                using var cancellation = new CancellationTokenSource();
                _ = context.CreateTimer(TimeSpan.FromDays(1), cancellation.Token);
                await context.WaitForExternalEvent<int>("First");
                Cancel(cancellation);
                return await context.WaitForExternalEvent<int>("Second");
            }),
            hub =>
            {
                hub.Start("Main");
                hub.Raise("First", 1);
                hub.RunUntilIdle();
                hub.Send("main", new TimerFiredEvent(-1, hub.Now) { TimerId = 0 });
                hub.RunUntilIdle();
                hub.Raise("Second", 2);
            });

        Assert.Equal("2", hub.Main.Output);
    }

    [Fact]
    public void Timer_TokenCancelledByAnotherThread_GoesOn()
    {
        using var shutdown = new CancellationTokenSource();

        var hub = Scenario.RunOnce(
            functions => functions.Orchestrator("Main", async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(1), shutdown.Token);
                return "fired";
            }),
            hub =>
            {
                hub.Start("Main");
                hub.RunUntilIdle();
                Cancel(shutdown);
            });

        Assert.Equal("\"fired\"", hub.Main.Output);
    }

    [Fact]
    public void WhenAny_ActivityBeatsTimer_EndsOnlyAfterTheTimerUnlessItIsCancelled()
    {
        var hub = Scenario.RunMain(
            async context =>
            {
                var work = context.CallActivityAsync("Work");
                var deadline = context.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None);
                return await Task.WhenAny(work, deadline) == work ? "work" : "deadline";
            },
            functions => functions.Activity("Work"));

        Assert.Equal("\"work\"", hub.Main.Output);
        Assert.True(hub.Now >= _start.AddHours(2));
    }

    // An orchestrator stays on its thread, so it cannot use CancelAsync.
    private static void Cancel(CancellationTokenSource cancellation)
    {
        Action cancel = cancellation.Cancel;
        cancel();
    }
}
