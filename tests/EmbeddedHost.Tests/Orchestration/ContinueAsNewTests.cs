using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class ContinueAsNewTests
{
    [Fact]
    public void ContinueAsNew_BeginsAgain_WithANewInputAndIdentityKept()
    {
        var hub = Scenario.Run(
            functions => functions
                .Orchestrator<string?>("Main", async context =>
                {
                    var round = context.GetInput<int>();
                    await context.CallActivityAsync("Work");
                    if (round == 2)
                    {
                        return $"{context.Version} {context.InstanceId} {round}";
                    }

                    context.ContinueAsNew(round + 1);
                    return null;
                })
                .Activity("Work"),
            hub => hub.Start("Main", 0, version: "1", tags: new() { ["team"] = "blue" }));

        Assert.Equal("\"1 main 2\"", hub.Main.Output);
        Assert.Equal(["Started Main 2", "#0 call Work [null]", "#0 returned", "#1 Completed \"1 main 2\""], hub.Main.Events);
        Assert.Equal("execution-2", hub.Main.Started.OrchestrationInstance.ExecutionId);
        Assert.Equal("blue", hub.Main.Started.Tags["team"]);
    }

    [Theory]
    [InlineData(true, "\"1 2 3\"")]
    [InlineData(false, "\"3 4 5\"")]
    public void ContinueAsNew_EventsNobodyTook_AreCarriedOverUnlessDropped(bool preserve, string output)
    {
        var hub = Scenario.Run(
            functions => functions.Orchestrator<string?>("Main", async context =>
            {
                if (context.GetInput<bool>())
                {
                    return string.Join(' ', await Take(context), await Take(context), await Take(context));
                }

                await context.WaitForExternalEvent<object>("Go");
                context.ContinueAsNew(true, preserve);
                return null;
            }),
            hub =>
            {
                hub.Start("Main", false);
                hub.Raise("Number", 1);
                hub.Raise("Number", 2);
                hub.RunUntilIdle();
                hub.Raise("Go");
                hub.RunUntilIdle();
                hub.Raise("Number", 3);
                hub.Raise("Number", 4);
                hub.Raise("Number", 5);
            });

        Assert.Equal(output, hub.Main.Output);

        static Task<int> Take(TaskOrchestrationContext context) => context.WaitForExternalEvent<int>("Number");
    }

    [Fact]
    public void ContinueAsNew_EventComesInTheSameEpisode_IsForTheNextExecutionEvenIfOthersAreDropped()
    {
        var hub = Scenario.Run(
            functions => functions.Orchestrator<int?>("Main", async context =>
            {
                if (context.GetInput<bool>())
                {
                    return await context.WaitForExternalEvent<int>("Number");
                }

                await context.WaitForExternalEvent<object>("Go");
                context.ContinueAsNew(true, preserveUnprocessedEvents: false);
                return null;
            }),
            hub =>
            {
                hub.Start("Main", false);
                hub.Raise("Go");
                hub.Raise("Number", 8);
            });

        Assert.Equal("8", hub.Main.Output);
    }

    [Fact]
    public void ContinueAsNew_WithANewVersion_RunsAsThat()
    {
        var hub = Scenario.RunMain<string?>(context =>
        {
            if (context.Version == "2")
            {
                return Task.FromResult<string?>("upgraded");
            }

            context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2" });
            return Task.FromResult<string?>(null);
        });

        Assert.Equal("\"upgraded\"", hub.Main.Output);
    }

    [Fact]
    public void ContinueAsNew_CustomStatus_IsKept()
    {
        var hub = Scenario.RunMain<int?>(
            context =>
            {
                if (context.GetInput<bool>())
                {
                    return Task.FromResult<int?>(1);
                }

                context.SetCustomStatus("first round");
                context.ContinueAsNew(true);
                return Task.FromResult<int?>(null);
            },
            input: false);

        Assert.Equal("\"first round\"", hub.Main.CustomStatus);
        Assert.Equal("1", hub.Main.Output);
    }

    [Fact]
    public void ContinueAsNew_FunctionThrowsAfterwards_Fails()
    {
        var hub = Scenario.RunMain<int>(context =>
        {
            context.ContinueAsNew(1);
            throw new InvalidOperationException("after all");
        });

        Assert.Equal(OrchestrationStatus.Failed, hub.Main.Status);
        Assert.Equal("System.InvalidOperationException: after all", hub.Main.Output);
    }

    [Fact]
    public void ContinueAsNew_SomethingIsOpen_WaitsForIt()
    {
        var hub = Scenario.RunOnce(
            functions => functions.Orchestrator("Main", context =>
            {
                if (context.GetInput<bool>())
                {
                    return Task.CompletedTask;
                }

                _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                context.ContinueAsNew(true);
                return Task.CompletedTask;
            }),
            hub =>
            {
                hub.Start("Main", false);
                hub.RunUntilIdle();
                Assert.Equal("#0 timer", hub.Main.Events[^1]);
            });

        Assert.Equal(["Started Main true", "#0 Completed"], hub.Main.Events);
        Assert.IsNotType<ContinueAsNewEvent>(hub.Main.Completion);
    }
}
