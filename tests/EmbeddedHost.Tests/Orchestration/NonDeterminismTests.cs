using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class NonDeterminismTests
{
    private const string Type = "DurableTask.Core.Exceptions.NonDeterministicOrchestrationException";
    private const string Prefix = "Non-Deterministic workflow detected: A previous execution of this orchestration scheduled ";
    private const string Question = "Was a change made to the orchestrator code after this instance had already started running?";

    public static TheoryData<string, string, string> Changes => new()
    {
        { "activity", "nothing", "an activity task with sequence ID 0 and name 'Work' (version '1'), but the current replay execution hasn't (yet?) scheduled this task. " },
        { "activity", "timer", "an activity task with sequence number 0 named 'Work', but the current orchestration replay instead produced a CreateTimerOrchestratorAction action with this sequence number. " },
        { "activity", "other", "an activity task with sequence number 0 named 'Work', but the current orchestration replay instead scheduled an activity task named 'Other' with this sequence number.  " },
        { "timer", "nothing", "a timer task with sequence number 0 but the current replay execution hasn't (yet?) scheduled this task. " },
        { "timer", "activity", "a timer task with sequence number 0 named but the current orchestration replay instead produced a ScheduleTaskOrchestratorAction action with this sequence number. " },
        { "child", "nothing", "a sub-orchestration task with sequence ID 0 and name 'Child' (version '', instance ID 'kid'), but the current replay execution hasn't (yet?) scheduled this task. " },
        { "child", "event", "a sub-orchestration task with sequence ID 0 and name 'Child' (version '', instance ID 'kid'), but the current orchestration replay instead produced a SendEventOrchestratorAction action at this sequence number. " },
        { "child", "other child", "a sub-orchestration task with sequence ID 0 and name 'Child' (version '', instance ID 'kid'), but the current orchestration replay instead scheduled a sub-orchestration task with name Other at this sequence number. " },
        { "event", "nothing", "a send event task with sequence ID 0, type 'EventSent' name 'Note', instance ID 'kid', but the current replay execution hasn't (yet?) scheduled this task. " },
        { "event", "child", "a send event task with sequence ID 0, type 'EventSent', name 'Note', instance ID 'kid', but the current orchestration replay instead scheduled a CreateSubOrchestrationAction task at this sequence number. " },
        { "event", "other event", "a send event task with sequence ID 0, type 'EventSent', name 'Note', instance ID 'kid'), but the current orchestration replay instead scheduled a send event task with name Otherat this sequence number. " },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Orchestrator_WasChanged_FailsInDurableFunctionsWords(string before, string after, string difference)
    {
        var hub = RunChanged(before, after);

        Assert.Equal(OrchestrationStatus.Failed, hub.Main.Status);
        Assert.Equal(Type + ": " + Prefix + difference + Question, hub.Main.Output);
    }

    [Theory]
    [InlineData("activity", "ACTIVITY")]
    [InlineData("activity", "activity, other input")]
    [InlineData("timer", "other timer")]
    [InlineData("activity", "activity and more")]
    public void Orchestrator_WasChangedInWhatIsNotCompared_GoesOn(string before, string after)
    {
        var hub = RunChanged(before, after);

        Assert.Equal(OrchestrationStatus.Completed, hub.Main.Status);
    }

    [Fact]
    public void Orchestrator_DiffersButAsksForSomethingNew_StillGetsIt()
    {
        var hub = RunChanged("timer", "activity");

        Assert.Contains("Work", hub.Functions.Calls);
        Assert.Equal(["#0 call Work [null]", "#1 Failed"], hub.Main.Events.TakeLast(2).Select(line => line.Split(" Non-")[0]));
    }

    private static ScriptedHub RunChanged(string before, string after)
    {
        var code = before;
        return Scenario.RunOnce(
            functions => functions
                .Orchestrator("Main", async context =>
                {
                    Ask(context, code);
                    await context.WaitForExternalEvent<int>("Go");
                    return 1;
                })
                .Orchestrator("Child", _ => Task.CompletedTask)
                .Orchestrator("Other", _ => Task.CompletedTask)
                .Activity("Work")
                .Activity("Other"),
            hub =>
            {
                hub.Start("Child", id: "kid");
                hub.Start("Main", version: "1");
                hub.RunUntilIdle();
                code = after;
                hub.Main.Live = null;
                hub.Raise("Go", 1);
            });
    }

    private static void Ask(TaskOrchestrationContext context, string what)
    {
        switch (what)
        {
            case "activity":
                _ = context.CallActivityAsync("Work");
                break;
            case "ACTIVITY":
                _ = context.CallActivityAsync("WORK");
                break;
            case "activity, other input":
                _ = context.CallActivityAsync("Work", "more");
                break;
            case "activity and more":
                _ = context.CallActivityAsync("Work");
                _ = context.CallActivityAsync("Other");
                break;
            case "other":
                _ = context.CallActivityAsync("Other");
                break;
            case "timer":
                _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                break;
            case "other timer":
                _ = context.CreateTimer(TimeSpan.FromHours(7), CancellationToken.None);
                break;
            case "child":
                _ = context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "kid"));
                break;
            case "other child":
                _ = context.CallSubOrchestratorAsync("Other", new SubOrchestrationOptions(instanceId: "kid"));
                break;
            case "event":
                context.SendEvent("kid", "Note", 1);
                break;
            case "other event":
                context.SendEvent("kid", "Other", 1);
                break;
            default:
                break;
        }
    }
}
