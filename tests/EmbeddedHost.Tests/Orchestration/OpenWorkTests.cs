using DurableSagas.EmbeddedHost.Orchestration;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class OpenWorkTests
{
    [Fact]
    public void OpenWork_OfAHistory_IsWhatBeganAndDidNotEnd()
    {
        HistoryEvent[] history =
        [
            new TaskScheduledEvent(0, "Ended"),
            new TaskScheduledEvent(1, "Failed"),
            new TaskScheduledEvent(2, "Open"),
            new TimerCreatedEvent(3, default),
            new TimerCreatedEvent(4, default),
            new SubOrchestrationInstanceCreatedEvent(5),
            new SubOrchestrationInstanceCreatedEvent(6),
            new SubOrchestrationInstanceCreatedEvent(7),
            new TaskCompletedEvent(-1, 0, "1"),
            new TaskFailedEvent(-1, 1, null, null),
            new TimerFiredEvent(-1) { TimerId = 3 },
            new SubOrchestrationInstanceCompletedEvent(-1, 5, "1"),
            new SubOrchestrationInstanceFailedEvent(-1, 6, null, null),
        ];

        var open = OpenWork.In(history);

        Assert.Equal("Open", Assert.Single(open.Activities).Name);
        Assert.Equal(4, Assert.Single(open.Timers).EventId);
        Assert.Equal(7, Assert.Single(open.Children).EventId);
    }

    [Fact]
    public void Execution_AfterAnEpisode_CountsTheSame()
    {
        var hub = Scenario.RunOnce(
            functions => functions
                .Orchestrator("Main", async context =>
                {
                    var timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                    var children = Task.WhenAll(
                        context.CallSubOrchestratorAsync<int>("Child"), context.CallSubOrchestratorAsync<int>("Child"));
                    await context.CallActivityAsync("Work");
                    await timer;
                    await children;
                })
                .Orchestrator("Child", context => context.WaitForExternalEvent<int>("Never"))
                .Activity("Work"),
            hub =>
            {
                hub.Start("Main");
                hub.RunUntilIdle();
                var open = OpenWork.In(hub.Main.History);
                Assert.Equal((open.Activities.Count, hub.Main.Live!.OpenActivities), (hub.Main.Live.OpenActivities, 0));
                Assert.Equal((open.Timers.Count, hub.Main.Live.OpenTimers), (hub.Main.Live.OpenTimers, 1));
                Assert.Equal((open.Children.Count, hub.Main.Live.OpenChildren), (hub.Main.Live.OpenChildren, 2));
            });

        Assert.Equal(0, hub.Main.Live!.OpenTimers);
    }

    [Theory]
    [InlineData("[null]", null)]
    [InlineData("[1]", "1")]
    [InlineData("""["a"]""", "\"a\"")]
    [InlineData("[[1,2]]", "[1,2]")]
    [InlineData(null, null)]
    public void ActivityInput_Unwrapped_IsTheOneElement(string? wrapped, string? unwrapped) =>
        Assert.Equal(unwrapped, ActivityInput.Unwrap(wrapped));
}
