using System.Text.Json.Serialization;
using DurableSagas.EmbeddedHost.Dispatch;
using DurableSagas.EmbeddedHost.Orchestration;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class FailureTests
{
    [Fact]
    public void Activity_Fails_OrchestratorSeesNameIdAndDetails()
    {
        var hub = Scenario.RunMain(
            async context =>
            {
                var failure = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallActivityAsync("Break"));
                var details = failure.FailureDetails;
                return new[] { failure.Message, failure.TaskName, $"{failure.TaskId}", details.ErrorType, details.InnerFailure!.ErrorMessage };
            },
            functions => functions.Activity<object>("Break", _ => throw new InvalidOperationException("broken", new ArgumentException("root"))));

        Assert.Equal(
            ["Task 'Break' (#0) failed with an unhandled exception: broken", "Break", "0", "System.InvalidOperationException", "root"],
            hub.Functions.DataConverter.Deserialize<string[]>(hub.Main.Output!));
    }

    [Fact]
    public void Activity_FailureIsNotCaught_FailsTheInstanceWithTheWholeChain()
    {
        var hub = Scenario.RunMain(
            context => context.CallActivityAsync<int>("Break"),
            functions => functions.Activity<object>("Break", _ => throw new InvalidOperationException("broken", new ArgumentException("root"))));

        Assert.Equal(
            "Microsoft.DurableTask.TaskFailedException: Task 'Break' (#0) failed with an unhandled exception: broken", hub.Main.Output);
        Assert.Equal("Task 'Break' (#0) failed with an unhandled exception: broken", hub.Main.Completion!.Result);
        var activity = hub.Main.Completion.FailureDetails!.InnerFailure!;
        Assert.Equal("System.InvalidOperationException: broken", activity.ToString());
        Assert.Equal("System.ArgumentException: root", activity.InnerFailure!.ToString());
    }

    [Fact]
    public void Orchestrator_WrapsAFailedActivity_KeepsTheChain()
    {
        var hub = Scenario.RunMain<int>(
            async context =>
            {
                try
                {
                    return await context.CallActivityAsync<int>("Break");
                }
                catch (TaskFailedException failure)
                {
                    throw new InvalidOperationException("gave up", failure);
                }
            },
            functions => functions.Activity<object>("Break", _ => throw new ArgumentException("root")));

        var details = hub.Main.Completion!.FailureDetails!;
        Assert.Equal("System.InvalidOperationException: gave up", details.ToString());
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", details.InnerFailure!.ErrorType);
        Assert.Equal("System.ArgumentException: root", details.InnerFailure.InnerFailure!.ToString());
        Assert.NotNull(details.StackTrace);
    }

    [Fact]
    public void ActivityFailure_WithoutDetails_IsNamedByItsReason()
    {
        var hub = Scenario.Run(
            functions => functions.Orchestrator("Main", async context =>
            {
                var child = context.CallSubOrchestratorAsync<int>("Silent");
                var failure = await Assert.ThrowsAsync<TaskFailedException>(() => child);
                return $"{failure.Message}|{failure.FailureDetails}";
            }).Orchestrator("Silent", context => context.WaitForExternalEvent<int>("Never")),
            hub =>
            {
                hub.Start("Main");
                hub.RunUntilIdle();
                hub.Send("main", new SubOrchestrationInstanceFailedEvent(-1, 0, "because", null));
            });

        Assert.Equal("\"Task 'Silent' (#0) failed with an unhandled exception: because|(unknown): because\"", hub.Main.Output);
    }

    [Fact]
    public void Result_IsPolymorphic_FailsTheOrchestratorAsOnTheRealHost()
    {
        var hub = Scenario.RunMain(
            async context => (await context.CallActivityAsync<Shape>("Draw")).ToString(),
            functions => functions.Activity<object>("Draw", _ => new Circle(2)));

        Assert.Contains("""#0 returned {"radius":2}""", hub.Main.Events);
        Assert.Equal("System.NotSupportedException", hub.Main.Completion!.FailureDetails!.ErrorType);
        Assert.Contains("must specify a type discriminator", hub.Main.Completion.Result, StringComparison.Ordinal);
    }

    [Fact]
    public void ActivityInput_IsPolymorphic_KeepsItsDiscriminator()
    {
        var hub = Scenario.RunMain(
            context => context.CallActivityAsync<string>("Describe", new Circle(2)),
            functions => functions.Activity<Shape>("Describe", shape => shape!.ToString()));

        Assert.Contains("""#0 call Describe [{"$type":"circle","radius":2}]""", hub.Main.Events);
        Assert.Equal("\"Circle { Radius = 2 }\"", hub.Main.Output);
    }

    [Fact]
    public void Orchestrator_IsUnknown_FailsWithTheKnownOnes()
    {
        var hub = Scenario.Run(
            functions => functions.Orchestrator("One", _ => Task.CompletedTask).Orchestrator("Two", _ => Task.CompletedTask),
            hub => hub.Start("Three"));

        Assert.Equal(OrchestrationStatus.Failed, hub.Main.Status);
        Assert.Equal(
            "The function 'Three' doesn't exist, is disabled, or is not an orchestrator function. "
            + "Additional info: The following are the known orchestrator functions: 'One', 'Two'.",
            hub.Main.Output);
    }

    [Fact]
    public void Orchestrator_AppHasNone_SaysSo()
    {
        var hub = Scenario.Run(_ => { }, hub => hub.Start("Three"));

        Assert.EndsWith("Additional info: No orchestrator functions are currently registered!", hub.Main.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Orchestrator_RunsOutOfMemory_AbortsTheEpisodeAndRecordsNothing()
    {
        var abort = Assert.Throws<EpisodeAbortedException>(() => Scenario.RunMain<int>(_ => throw new OutOfMemoryException("full")));

        Assert.Equal("Instance 'main': the episode was given up (full); it will be replayed from its history.", abort.Message);
    }

    [Fact]
    public void Orchestrator_AsksWithoutEnd_FailsAtTheLimit()
    {
        var hub = Scenario.Run(
            functions => functions.Orchestrator("Main", context =>
            {
                while (true)
                {
                    context.SendEvent("other", "Again", 1);
                }
            }).Orchestrator("Other", context => context.WaitForExternalEvent<int>("Never")),
            hub =>
            {
                hub.Start("Other", id: "other");
                hub.Start("Main");
            },
            new EngineSettings { MaxOrchestrationActions = 20 });

        Assert.Equal(20, hub.Main.History.OfType<EventSentEvent>().Count());
        Assert.Equal(
            "System.InvalidOperationException: Maximum amount of orchestration actions (20) has been reached. "
            + "This value can be configured in host.json file as MaxOrchestrationActions.",
            hub.Main.Output);
    }

    [Fact]
    public void CallHttp_IsNotEmbedded_SaysSo()
    {
        var hub = Scenario.RunMain(context => context.CallActivityAsync<int>("BuiltIn::HttpActivity", "request"));

        Assert.StartsWith("System.NotSupportedException: The embedded host has no CallHttpAsync.", hub.Main.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void ActivityInput_IsTaskOptions_IsRefused()
    {
        var hub = Scenario.RunMain(context => context.CallActivityAsync<int>("Work", (object)new TaskOptions()));

        Assert.StartsWith("System.ArgumentException: A TaskOptions value was provided for the activity input", hub.Main.Output, StringComparison.Ordinal);
    }

    [JsonPolymorphic]
    [JsonDerivedType(typeof(Circle), "circle")]
    private abstract record Shape;

    private sealed record Circle(int Radius) : Shape;
}
