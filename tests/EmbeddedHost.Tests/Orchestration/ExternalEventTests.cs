using DurableTask.Core;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class ExternalEventTests
{
    [Fact]
    public void Event_ArrivesBeforeAnybodyWaits_IsKeptInOrderOfArrival()
    {
        var hub = Run(
            async context =>
            {
                await context.WaitForExternalEvent<string>("Go");
                return await context.WaitForExternalEvent<int>("number") * 10 + await context.WaitForExternalEvent<int>("NUMBER");
            },
            hub =>
            {
                hub.Raise("Number", 1);
                hub.Raise("nUMBER", 2);
                hub.RunUntilIdle();
                hub.Raise("Go");
            });

        Assert.Equal("12", hub.Main.Output);
    }

    [Fact]
    public void Event_SeveralWaiters_GoesToTheNewest()
    {
        var hub = Run(
            async context =>
            {
                var older = context.WaitForExternalEvent<int>("Number");
                var newer = context.WaitForExternalEvent<int>("Number");
                return await newer * 10 + await older;
            },
            hub =>
            {
                hub.Raise("Number", 1);
                hub.RunUntilIdle();
                hub.Raise("Number", 2);
            });

        Assert.Equal("12", hub.Main.Output);
    }

    [Fact]
    public void Event_NewestWaiterWasCancelled_GoesToTheNextOlder()
    {
        var hub = Run(
            async context =>
            {
                using var cancellation = new CancellationTokenSource();
                var older = context.WaitForExternalEvent<int>("Number", CancellationToken.None);
                var newer = context.WaitForExternalEvent<int>("Number", cancellation.Token);
                Cancel(cancellation);
                await Assert.ThrowsAsync<TaskCanceledException>(() => newer);
                return await older;
            },
            hub => hub.Raise("Number", 3));

        Assert.Equal("3", hub.Main.Output);
    }

    [Fact]
    public void Event_OnlyWaiterWasCancelled_IsKeptForTheNext()
    {
        var hub = Run(
            async context =>
            {
                await Assert.ThrowsAsync<TaskCanceledException>(() => context.WaitForExternalEvent<int>("Number", TimeSpan.FromMinutes(1)));
                await context.WaitForExternalEvent<int>("Go");
                return await context.WaitForExternalEvent<int>("Number");
            },
            hub =>
            {
                hub.RunUntilIdle();
                hub.FireNextTimer();
                hub.Raise("Number", 4);
                hub.RunUntilIdle();
                hub.Raise("Go", 1);
            });

        Assert.Equal("4", hub.Main.Output);
    }

    [Fact]
    public void Wait_SameNameAnotherType_IsRefused()
    {
        var hub = Run(
            async context =>
            {
                var number = context.WaitForExternalEvent<int>("Number");
                var refusal = await Assert.ThrowsAsync<ArgumentException>(() => context.WaitForExternalEvent<string>("Number"));
                return $"{refusal.Message} {await number}";
            },
            hub => hub.Raise("Number", 5));

        Assert.Equal(
            "\"Events with the same name must have the same type argument. Expected System.Int32 but was requested System.String. 5\"",
            hub.Main.Output);
    }

    [Fact]
    public void WaitWithTimeout_EventComesInTime_CancelsTheTimer()
    {
        var hub = Run(
            context => context.WaitForExternalEvent<int>("Number", TimeSpan.FromDays(1)),
            hub =>
            {
                hub.RunUntilIdle();
                hub.Raise("Number", 6);
            });

        Assert.Equal("6", hub.Main.Output);
        Assert.Equal([0], hub.Main.LastEpisode!.CancelledTimers);
        Assert.False(hub.FireNextTimer());
    }

    [Fact]
    public void WaitWithTimeout_NothingComes_Throws()
    {
        var hub = Run(context => context.WaitForExternalEvent<int>("Number", TimeSpan.FromDays(1)), _ => { });

        Assert.Equal(OrchestrationStatus.Failed, hub.Main.Status);
        Assert.Equal("System.Threading.Tasks.TaskCanceledException: A task was canceled.", hub.Main.Output);
    }

    [Fact]
    public void Wait_FunctionReturnsMeanwhile_DoesNotHoldTheOrchestrationOpen()
    {
        var hub = Run(
            context =>
            {
                _ = context.WaitForExternalEvent<int>("Never");
                return Task.FromResult(7);
            },
            _ => { });

        Assert.Equal("7", hub.Main.Output);
    }

    [Fact]
    public void Event_PayloadCannotBeRead_FailsTheOrchestration()
    {
        var hub = Run(context => context.WaitForExternalEvent<int>("Number"), hub => hub.Raise("Number", "seven"));

        Assert.Equal(OrchestrationStatus.Failed, hub.Main.Status);
        Assert.Equal("System.Text.Json.JsonException", hub.Main.Completion!.FailureDetails!.ErrorType);
    }

    private static ScriptedHub Run<T>(Func<TaskOrchestrationContext, Task<T>> main, Action<ScriptedHub> script) => Scenario.Run(
        functions => functions.Orchestrator("Main", main),
        hub =>
        {
            hub.Start("Main");
            script(hub);
        });

    private static void Cancel(CancellationTokenSource cancellation)
    {
        Action cancel = cancellation.Cancel;
        cancel();
    }
}
