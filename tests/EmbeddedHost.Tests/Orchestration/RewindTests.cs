using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

/// <summary>What was measured on the real engine: a textbook saga may ship after it refunded, a rewind-safe one goes on where it stuck.</summary>
public sealed class RewindTests
{
    private const string NonDeterministic =
        "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException: Non-Deterministic workflow detected: "
        + "A previous execution of this orchestration scheduled ";

    [Fact]
    public void NaiveSaga_RewoundWhileItsCompensationIsBroken_CallsTheFailedStepAgain()
    {
        var hub = Run(RewoundSagas.NaiveAsync, ["Ship", "Refund"], hub => hub.Rewind());

        Assert.Equal(["Reserve", "Charge", "Ship", "Refund", "Ship", "Refund"], hub.Functions.Calls);
        Assert.Equal(OrchestrationStatus.Failed, hub.Main.Status);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException: Task 'Refund' (#3) failed with an unhandled exception: Refund is broken", hub.Main.Output);
    }

    [Fact]
    public void NaiveSaga_RewoundWhenAllIsMended_EndsAsIfItHadNeverFailed()
    {
        var hub = Run(RewoundSagas.NaiveAsync, ["Ship", "Refund"], hub =>
        {
            Mend(hub, "Ship", "Refund");
            hub.Rewind();
        });

        Assert.Equal(["Reserve", "Charge", "Ship", "Refund", "Ship"], hub.Functions.Calls);
        Assert.Equal("\"completed\"", hub.Main.Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NaiveSaga_RewoundAfterOneCompensation_ShipsAfterTheRefundAndFailsForGood(bool shipIsMended)
    {
        var hub = Run(RewoundSagas.NaiveAsync, ["Ship", "Release"], hub =>
        {
            Mend(hub, shipIsMended ? ["Ship", "Release"] : ["Release"]);
            hub.Rewind();
        });

        Assert.Equal(["Reserve", "Charge", "Ship", "Refund", "Release", "Ship"], hub.Functions.Calls);
        Assert.Equal(
            NonDeterministic + "an activity task with sequence ID 3 and name 'Refund' (version ''), but the current replay execution "
            + "hasn't (yet?) scheduled this task. Was a change made to the orchestrator code after this instance had already started running?",
            hub.Main.Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SagaThatRetriesByPolicy_Rewound_FailsForGood(bool isMended)
    {
        var hub = Run(RewoundSagas.RetryingByPolicyAsync, ["Ship", "Refund"], hub =>
        {
            Mend(hub, isMended ? ["Ship", "Refund"] : []);
            hub.Rewind();
        });

        Assert.Equal(["Charge", "Ship", "Refund", "Refund", "Ship"], hub.Functions.Calls);
        Assert.Equal(
            NonDeterministic + "a timer task with sequence number 3 but the current replay execution hasn't (yet?) scheduled this task. "
            + "Was a change made to the orchestrator code after this instance had already started running?",
            hub.Main.Output);
    }

    [Fact]
    public void SafeSaga_RewoundWhileBroken_CallsOnlyTheLastAttemptAgain()
    {
        var hub = Run(RewoundSagas.SafeAsync, ["Ship", "Refund"], hub => hub.Rewind());

        Assert.Equal(["Reserve", "Charge", "Ship", "Refund", "Refund", "Refund"], hub.Functions.Calls);
        Assert.Equal(OrchestrationStatus.Failed, hub.Main.Status);
        Assert.Single(hub.Main.History.OfType<TaskFailedEvent>());
    }

    [Fact]
    public void SafeSaga_RewoundTwiceAndMendedTheSecondTime_GoesOnToTheEnd()
    {
        var hub = Run(RewoundSagas.SafeAsync, ["Ship", "Refund"], hub =>
        {
            hub.Rewind();
            hub.RunToEnd();
            Mend(hub, "Refund");
            hub.Rewind();
        });

        Assert.Equal(["Reserve", "Charge", "Ship", "Refund", "Refund", "Refund", "Refund", "Release"], hub.Functions.Calls);
        Assert.Equal("\"compensated\"", hub.Main.Output);
        Assert.Equal(2, hub.Main.History.OfType<ExecutionRewoundEvent>().Count());
    }

    [Fact]
    public void SafeSaga_StuckInAChild_ParentGoesOnWhenTheChildHasEnded()
    {
        var hub = Run(
            context => context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions(instanceId: "kid")),
            ["Ship", "Refund"],
            hub =>
            {
                hub.Rewind();
                hub.RunToEnd();
                Assert.Equal(OrchestrationStatus.Failed, hub.Main.Status);
                Mend(hub, "Refund");
                hub.Rewind();
            });

        Assert.Equal(["Reserve", "Charge", "Ship", "Refund", "Refund", "Refund", "Refund", "Release"], hub.Functions.Calls);
        Assert.Equal("\"compensated\"", hub["kid"].Output);
        Assert.Equal("\"compensated\"", hub.Main.Output);
        Assert.Equal(
            hub.Main.Started.OrchestrationInstance.ExecutionId,
            hub["kid"].Started.ParentInstance.OrchestrationInstance.ExecutionId);
    }

    [Fact]
    public void FanOut_OneBranchFailed_RewindCallsThatBranchOnly()
    {
        var hub = Run(
            async context =>
            {
                await Task.WhenAll(context.CallActivityAsync("Reserve"), context.CallActivityAsync("Ship"), context.CallActivityAsync("Charge"));
                return "all";
            },
            ["Ship"],
            hub =>
            {
                Mend(hub, "Ship");
                hub.Rewind();
            });

        Assert.Equal(["Reserve", "Ship", "Charge", "Ship"], hub.Functions.Calls);
        Assert.Equal("\"all\"", hub.Main.Output);
    }

    [Fact]
    public void Rewound_History_KeepsTheRequestAndDropsEveryFailure()
    {
        var hub = Run(RewoundSagas.NaiveAsync, ["Ship", "Refund"], hub => hub.Rewind());

        Assert.Equal(
            ["Started Main", "#0 call Reserve [null]", "#0 returned", "#1 call Charge [null]", "#1 returned", "ExecutionRewound"],
            hub.Main.Events.Take(6));
        Assert.NotEqual("execution-0", hub.Main.Started.OrchestrationInstance.ExecutionId);
    }

    private static ScriptedHub Run(Func<TaskOrchestrationContext, Task<string>> saga, string[] broken, Action<ScriptedHub> afterwards) =>
        Scenario.Run(
            functions =>
            {
                functions.Orchestrator("Main", saga).Orchestrator("Child", RewoundSagas.SafeAsync);
                foreach (var activity in (string[])["Reserve", "Charge", "Ship", "Refund", "Release"])
                {
                    functions.Activity(activity);
                }

                foreach (var activity in broken)
                {
                    functions.Activity<string>(activity, mode => mode == RewoundSagas.AsValue
                        ? "broken"
                        : throw new InvalidOperationException($"{activity} is broken"));
                }
            },
            hub =>
            {
                hub.Start("Main");
                hub.RunToEnd();
                Assert.Equal(OrchestrationStatus.Failed, hub.Main.Status);
                afterwards(hub);
            });

    private static void Mend(ScriptedHub hub, params string[] activities)
    {
        foreach (var activity in activities)
        {
            hub.Functions.Activity(activity);
        }
    }
}
