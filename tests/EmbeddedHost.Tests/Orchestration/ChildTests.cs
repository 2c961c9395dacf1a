using DurableSagas.EmbeddedHost.Dispatch;
using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class ChildTests
{
    [Fact]
    public void Child_KnowsItsParentInputAndTags()
    {
        var hub = Scenario.Run(
            functions => functions
                .Orchestrator("Main", context => context.CallSubOrchestratorAsync<string>(
                    "Child", "in", new TaskOptions(tags: new Dictionary<string, string> { ["kind"] = "child" }).WithInstanceId("kid")))
                .Orchestrator("Child", context => Task.FromResult(
                    $"{context.GetInput<string>()} {context.Parent!.Name} {context.Parent.InstanceId} {context.InstanceId}")),
            hub => hub.Start("Main", tags: new() { ["kind"] = "main", ["team"] = "blue" }));

        Assert.Equal("\"in Main main kid\"", hub.Main.Output);
        Assert.Equal(new Dictionary<string, string> { ["kind"] = "child", ["team"] = "blue" }, hub["kid"].Started.Tags);
    }

    [Fact]
    public void Child_WithoutAnId_GetsADeterministicOne()
    {
        var hub = Scenario.RunMain(
            context => context.CallSubOrchestratorAsync<string>("Child"),
            functions => functions.Orchestrator("Child", context => Task.FromResult(context.InstanceId)));

        var id = hub.Main.History.OfType<SubOrchestrationInstanceCreatedEvent>().Single().InstanceId;
        Assert.Equal('5', Guid.ParseExact(id, "N").ToString("N")[12]);
        Assert.Equal($"\"{id}\"", hub.Main.Output);
    }

    [Fact]
    public void Child_Fails_ParentSeesItsFailureNested()
    {
        var hub = Scenario.RunMain(
            async context =>
            {
                var failure = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallSubOrchestratorAsync<int>("Child"));
                return new[]
                {
                    failure.Message, failure.TaskName, failure.FailureDetails.ErrorType, failure.FailureDetails.InnerFailure!.ErrorType,
                };
            },
            functions => functions
                .Orchestrator("Child", context => context.CallActivityAsync<int>("Break"))
                .Activity<object>("Break", _ => throw new InvalidOperationException("broken")));

        Assert.Equal(
            ["Task 'Child' (#0) failed with an unhandled exception: Task 'Break' (#0) failed with an unhandled exception: broken",
             "Child", "Microsoft.DurableTask.TaskFailedException", "System.InvalidOperationException"],
            hub.Functions.DataConverter.Deserialize<string[]>(hub.Main.Output!));
    }

    [Fact]
    public void Child_IsTerminated_ParentSeesAFailure()
    {
        var hub = Scenario.Run(
            functions => functions
                .Orchestrator("Main", context => context.CallSubOrchestratorAsync<int>("Child", new SubOrchestrationOptions(instanceId: "kid")))
                .Orchestrator("Child", context => context.WaitForExternalEvent<int>("Never")),
            hub =>
            {
                hub.Start("Main");
                hub.RunUntilIdle();
                hub.Send("kid", new ExecutionTerminatedEvent(-1, "enough"));
            });

        Assert.Equal(OrchestrationStatus.Terminated, hub["kid"].Status);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException: Task 'Child' (#0) failed with an unhandled exception: enough", hub.Main.Output);
    }

    [Fact]
    public void Version_NotAskedFor_IsTheDefaultForChildrenAndTheInstancesForActivities()
    {
        var hub = Scenario.Run(
            functions => functions
                .Orchestrator("Main", async context =>
                {
                    await context.CallActivityAsync("Work");
                    return await context.CallSubOrchestratorAsync<string>("Child")
                        + await context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions { Version = "9" });
                })
                .Orchestrator("Child", context => Task.FromResult(context.Version))
                .Activity("Work"),
            hub => hub.Start("Main", version: "1.5"),
            new EngineSettings { DefaultVersion = "2.0" });

        Assert.Equal("1.5", hub.Main.History.OfType<TaskScheduledEvent>().Single().Version);
        Assert.Equal("\"2.09\"", hub.Main.Output);
    }

    [Fact]
    public void Child_IdOfAnEntity_IsRefusedInClearWords()
    {
        var hub = Scenario.RunMain(context => context.CallSubOrchestratorAsync<int>("Child", new SubOrchestrationOptions(instanceId: "@counter@1")));

        Assert.Equal(
            "System.NotSupportedException: '@counter@1' is the id of an entity, and the embedded host has no entities. Run on the Azure Functions host.",
            hub.Main.Output);
    }
}
