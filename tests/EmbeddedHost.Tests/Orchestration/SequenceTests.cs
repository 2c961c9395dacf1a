using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class SequenceTests
{
    [Fact]
    public void Orchestrator_CallsActivitiesInTurn_RecordsEachEpisodeInOrder()
    {
        var hub = Scenario.RunMain(
            async context =>
            {
                var first = await context.CallActivityAsync<string>("Greet", "Ann");
                return first + await context.CallActivityAsync<string>("Greet", "Bob");
            },
            functions => functions.Activity<string>("Greet", name => $"Hello {name}! "));

        Assert.Equal(
            [
                EventType.OrchestratorStarted, EventType.ExecutionStarted, EventType.TaskScheduled, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.TaskCompleted, EventType.TaskScheduled, EventType.OrchestratorCompleted,
                EventType.OrchestratorStarted, EventType.TaskCompleted, EventType.ExecutionCompleted, EventType.OrchestratorCompleted,
            ],
            hub.Main.History.Select(recorded => recorded.EventType));
        Assert.Equal(
            [
                "Started Main",
                """#0 call Greet ["Ann"]""",
                """#0 returned "Hello Ann! " """.TrimEnd(),
                """#1 call Greet ["Bob"]""",
                """#1 returned "Hello Bob! " """.TrimEnd(),
                """#2 Completed "Hello Ann! Hello Bob! " """.TrimEnd(),
            ],
            hub.Main.Events);
    }

    [Fact]
    public void Orchestrator_AsksForSeveralThingsAtOnce_NumbersThemInTheOrderOfTheCalls()
    {
        var hub = Scenario.Run(
            functions => functions
                .Orchestrator("Main", async context =>
                {
                    var timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                    var activity = context.CallActivityAsync<int>("Add", 1);
                    var child = context.CallSubOrchestratorAsync<int>("Child");
                    context.SendEvent("other", "Hint", 5);
                    await Task.WhenAll(timer, activity, child);
                    return await activity + await child;
                })
                .Orchestrator("Child", _ => Task.FromResult(40))
                .Orchestrator("Other", context => context.WaitForExternalEvent<int>("Hint"))
                .Activity<int>("Add", value => value + 1),
            hub =>
            {
                hub.Start("Other", id: "other");
                hub.Start("Main");
            });

        Assert.Equal(
            ["#0 timer", "#1 call Add [1]", "#2 start Child", "#3 send Hint 5"],
            hub.Main.Events.Skip(1).Take(4));
        Assert.Equal("42", hub.Main.Output);
        Assert.Equal("5", hub["other"].Output);
    }

    [Fact]
    public void FanOut_AHundredActivities_AreAllScheduledInOneEpisode()
    {
        var hub = Scenario.RunMain(
            async context => (await Task.WhenAll(Enumerable.Range(0, 100).Select(i => context.CallActivityAsync<int>("Square", i)))).Sum(),
            functions => functions.Activity<int>("Square", value => value * value));

        Assert.Equal(100, hub.Functions.Calls.Count);
        Assert.Equal(2, hub.Main.History.Count(recorded => recorded is OrchestratorStartedEvent));
        Assert.Equal("328350", hub.Main.Output);
    }

    [Fact]
    public void Orchestrator_ReturnsWhileAnActivityIsOpen_RunsOnUntilItHasEnded()
    {
        var hub = Scenario.RunOnce(
            functions => functions
                .Orchestrator("Main", async context =>
                {
                    _ = context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                    await context.CallActivityAsync("Work");
                    return "done";
                })
                .Activity("Work"),
            hub =>
            {
                hub.Start("Main");
                hub.RunUntilIdle();
                Assert.Equal(OrchestrationStatus.Running, hub.Main.Status);
                Assert.Equal(1, hub.Main.Live!.OpenTimers);
            });

        Assert.Equal("#2 Completed \"done\"", hub.Main.Events[^1]);
        Assert.Equal("#0 fired", hub.Main.Events[^2]);
    }

    [Fact]
    public void Activity_ReportedTwice_IsUsedOnce()
    {
        var hub = Scenario.Run(
            functions => functions
                .Orchestrator("Main", async context =>
                    await context.CallActivityAsync<int>("One") + await context.WaitForExternalEvent<int>("Go"))
                .Activity<object>("One", _ => 1),
            hub =>
            {
                hub.Start("Main");
                hub.RunUntilIdle();
                hub.Send("main", new TaskCompletedEvent(-1, 0, "100"));
                hub.Send("main", new TaskCompletedEvent(-1, 77, "100"));
                hub.Raise("Go", 10);
            });

        Assert.Equal("11", hub.Main.Output);
    }

    [Fact]
    public void Start_ArrivesTwice_IsRecordedOnce()
    {
        var hub = Scenario.Run(
            functions => functions.Orchestrator("Main", context => context.WaitForExternalEvent<int>("Go")),
            hub =>
            {
                hub.Start("Main");
                hub.RunUntilIdle();
                hub.Send("main", hub.Main.Started);
                hub.Raise("Go", 1);
            });

        Assert.Single(hub.Main.History.OfType<ExecutionStartedEvent>());
        Assert.Equal("1", hub.Main.Output);
    }

    [Fact]
    public void Execution_HasEnded_RefusesAnotherEpisode()
    {
        var hub = Scenario.RunMain(_ => Task.FromResult(1));

        var refusal = Assert.Throws<InvalidOperationException>(() => hub.Main.Live!.RunEpisode([], hub.Now));

        Assert.Equal("Instance 'main': the execution has ended and takes no more events.", refusal.Message);
    }
}
