using DurableTask.Core;
using DurableTask.Core.History;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class SuspensionTests
{
    [Fact]
    public void Suspended_EventsAreKept_AndPlayedInOrderOnResume()
    {
        var hub = Run(
            async context => $"{await context.WaitForExternalEvent<int>("Number")} {await context.WaitForExternalEvent<int>("Number")}",
            hub =>
            {
                hub.Send("main", new ExecutionSuspendedEvent(-1, "hold"));
                hub.Raise("Number", 1);
                hub.RunUntilIdle();
                hub.Raise("Number", 2);
                hub.RunUntilIdle();
                Assert.Equal(OrchestrationStatus.Suspended, hub.Main.Status);
                Assert.True(hub.Main.Live!.IsSuspended);
                hub.Send("main", new ExecutionResumedEvent(-1, "go on"));
            });

        Assert.Equal("\"1 2\"", hub.Main.Output);
    }

    [Fact]
    public void Suspended_ActionsOfTheSameEpisode_AreParkedUntilResume()
    {
        var hub = Run(
            async context =>
            {
                await context.WaitForExternalEvent<int>("Go");
                return await context.CallActivityAsync<int>("Work");
            },
            hub =>
            {
                hub.Raise("Go", 1);
                hub.Send("main", new ExecutionSuspendedEvent(-1, "hold"));
                hub.RunUntilIdle();
                Assert.Empty(hub.Functions.Calls);
                hub.Send("main", new ExecutionResumedEvent(-1, "go on"));
                hub.RunUntilIdle();
            });

        Assert.Equal(
            ["event Go 1", "ExecutionSuspended", "ExecutionResumed", "#0 call Work [null]", "#0 returned 3", "#1 Completed 3"],
            hub.Main.Events.Skip(1));
    }

    [Fact]
    public void Suspended_ActivityEndsMeanwhile_IsUsedOnResume()
    {
        var hub = Run(
            async context =>
            {
                var work = context.CallActivityAsync<int>("Work");
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                return await work;
            },
            hub =>
            {
                hub.Send("main", new ExecutionSuspendedEvent(-1, "hold"));
                hub.RunUntilIdle();
                hub.FireNextTimer();
                Assert.Equal(OrchestrationStatus.Suspended, hub.Main.Status);
                hub.Send("main", new ExecutionResumedEvent(-1, "go on"));
            });

        Assert.Equal("3", hub.Main.Output);
    }

    [Fact]
    public void Suspended_Terminated_EndsAtOnce()
    {
        var hub = Run(
            context => context.WaitForExternalEvent<int>("Never"),
            hub =>
            {
                hub.Send("main", new ExecutionSuspendedEvent(-1, "hold"));
                hub.RunUntilIdle();
                hub.Send("main", new ExecutionTerminatedEvent(-1, "\"enough\""));
            });

        Assert.Equal(OrchestrationStatus.Terminated, hub.Main.Status);
        Assert.Equal("\"enough\"", hub.Main.Output);
        Assert.False(hub.Main.LastEpisode!.Suspended);
    }

    [Fact]
    public void Suspended_FunctionHadReturned_CompletesOnResume()
    {
        var hub = Run(
            context =>
            {
                context.SendEvent("main", "Note", 1);
                return Task.FromResult(9);
            },
            hub =>
            {
                hub.Send("main", new ExecutionSuspendedEvent(-1, "hold"));
                hub.RunUntilIdle();
                Assert.Equal(["Started Main", "ExecutionSuspended"], hub.Main.Events);
                hub.Send("main", new ExecutionResumedEvent(-1, "go on"));
            });

        Assert.Equal(["ExecutionResumed", "#0 send Note 1", "#1 Completed 9"], hub.Main.Events.Skip(2));
    }

    [Fact]
    public void Terminated_WithWorkOpen_EndsWithTheGivenResult()
    {
        var hub = Run(
            async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
                return 1;
            },
            hub =>
            {
                hub.RunUntilIdle();
                hub.Send("main", new ExecutionTerminatedEvent(-1, "stop"));
            });

        Assert.Equal(["ExecutionTerminated", "#1 Terminated stop"], hub.Main.Events.TakeLast(2));
    }

    private static ScriptedHub Run<T>(Func<TaskOrchestrationContext, Task<T>> main, Action<ScriptedHub> script) => Scenario.Run(
        functions => functions.Orchestrator("Main", main).Activity<object>("Work", _ => 3),
        hub =>
        {
            hub.Start("Main");
            script(hub);
        });
}
