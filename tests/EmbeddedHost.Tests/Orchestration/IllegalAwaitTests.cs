using DurableSagas.EmbeddedHost.Orchestration;
using DurableTask.Core;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Orchestration;

public sealed class IllegalAwaitTests
{
    private const string Output =
        "System.InvalidOperationException: An invalid asynchronous invocation was detected. This can be caused by awaiting "
        + "non-durable tasks in an orchestrator function's implementation or by middleware that invokes asynchronous code.";

    [Fact]
    public void Orchestrator_AwaitsWhatIsNotDurableFirst_FailsAtOnce()
    {
        var never = new TaskCompletionSource();

        var hub = RunOnce(async _ => await never.Task);

        Assert.Equal(Output, hub.Main.Output);
    }

    [Fact]
    public void Orchestrator_AwaitsWhatIsNotDurableLater_FailsInThatEpisode()
    {
        var never = new TaskCompletionSource();

        var hub = RunOnce(async context =>
        {
            await context.CallActivityAsync("Work");
            await never.Task;
        });

        Assert.Equal(Output, hub.Main.Output);
        Assert.Equal("#0 returned", hub.Main.Events[^2]);
    }

    [Fact]
    public void Orchestrator_IsContinuedByAnotherThreadWithWorkOpen_FailsInTheNextEpisode()
    {
        var elsewhere = new TaskCompletionSource();

        var hub = RunOnce(
            async context =>
            {
                var first = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                var second = context.CreateTimer(TimeSpan.FromHours(2), CancellationToken.None);
                await elsewhere.Task;
                await Task.WhenAll(first, second);
            },
            () => RunOnAnotherThread(elsewhere.SetResult));

        Assert.Equal(Output, hub.Main.Output);
        Assert.Equal("#0 fired", hub.Main.Events[^2]);
    }

    [Fact]
    public void Context_UsedOnAnotherThread_ThrowsThereAndFailsTheOrchestration()
    {
        Exception? refusal = null;

        var hub = RunOnce(async context =>
        {
            var timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            RunOnAnotherThread(() => refusal = Record.Exception(() => context.SetCustomStatus("from elsewhere")));
            await timer;
        });

        Assert.Equal(OrchestratorThread.IllegalAwait, Assert.IsType<InvalidOperationException>(refusal).Message);
        Assert.Equal(OrchestrationStatus.Failed, hub.Main.Status);
        Assert.Equal(Output, hub.Main.Output);
        Assert.Null(hub.Main.CustomStatus);
    }

    [Fact]
    public void Orchestrator_IsSuspendedBeforeItDidAnything_IsNotBlamed()
    {
        var hub = Scenario.Run(
            functions => functions.Orchestrator("Main", context => context.WaitForExternalEvent<int>("Number")),
            hub =>
            {
                hub.Start("Main");
                hub.RunUntilIdle();
            });

        Assert.Equal(OrchestrationStatus.Running, hub.Main.Status);
    }

    private static ScriptedHub RunOnce(Func<TaskOrchestrationContext, Task> main, Action? meanwhile = null) => Scenario.RunOnce(
        functions => functions.Orchestrator("Main", main).Activity("Work"),
        hub =>
        {
            hub.Start("Main");
            hub.RunUntilIdle();
            meanwhile?.Invoke();
        });

    private static void RunOnAnotherThread(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        thread.Join();
    }
}
