using DurableSagas.EmbeddedHost.Functions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

public sealed class ActivityTests
{
    [Fact]
    public async Task Activities_CalledInSequence_PassResultsOn()
    {
        var app = new TestApp()
            .Orchestrator("Sum", async context => await context.CallActivityAsync<int>("Add", await context.CallActivityAsync<int>("Add", context.GetInput<int>())))
            .Activity<int>("Add", number => number + 1);
        await using var engine = await TestEngine.StartAsync(app);

        var end = await engine.RunAsync("Sum", 40);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(42, end.ReadOutputAs<int>());
        Assert.Equal(40, end.ReadInputAs<int>());
        Assert.Equal(["Add", "Add"], app.Calls);
    }

    [Fact]
    public async Task Activities_MoreThanMayRunAtOnce_AllRun()
    {
        const int Count = 500;
        var app = new TestApp()
            .Orchestrator("FanOut", async context =>
                (await Task.WhenAll(Enumerable.Range(0, Count).Select(number => context.CallActivityAsync<int>("Echo", number)))).Sum())
            .Activity<int>("Echo", number => number);
        await using var engine = await TestEngine.StartAsync(app, new() { MaxConcurrentActivityFunctions = 3 });

        var end = await engine.RunAsync("FanOut");

        Assert.Equal(Count * (Count - 1) / 2, end.ReadOutputAs<int>());
        Assert.Equal(Count, app.Calls.Count);
    }

    [Fact]
    public async Task Activities_Many_RunUpToTheLimitAtOnceAndNeverMore()
    {
        var (running, most) = (0, 0);
        var three = new TaskCompletionSource();
        var app = new TestApp()
            .Orchestrator("FanOut", async context =>
                (await Task.WhenAll(Enumerable.Range(0, 200).Select(number => context.CallActivityAsync<int>("Echo", number)))).Length)
            .Activity("Echo", async (_, _) =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                _ = now == 3 && three.TrySetResult();
                await three.Task;
                await Task.Yield();
                Interlocked.Decrement(ref running);
                return 1;
            });
        await using var engine = await TestEngine.StartAsync(app, new() { MaxConcurrentActivityFunctions = 3 });

        var end = await engine.RunAsync("FanOut");

        Assert.Equal(200, end.ReadOutputAs<int>());
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Orchestrators_Many_RunUpToTheLimitAtOnceAndNeverMore()
    {
        var (running, most) = (0, 0);
        using var two = new CountdownEvent(2);
        using var third = new ManualResetEventSlim();
        var app = new TestApp().Orchestrator("Busy", context =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            if (now > 2)
            {
                third.Set();
            }
            else if (!two.IsSet)
            {
                two.Signal();
                two.Wait(TestContext.Current.CancellationToken);
                third.Wait(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
            }

            Interlocked.Decrement(ref running);
            return Task.FromResult(context.InstanceId);
        });
        await using var engine = await TestEngine.StartAsync(app, new() { MaxConcurrentOrchestratorFunctions = 2 });

        var ends = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => engine.RunAsync("Busy")));

        Assert.All(ends, end => Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus));
        Assert.Equal(2, most);
    }

    [Fact]
    public async Task Activity_Throws_FailsTheInstanceInTheWordsOfTheFunctionsHost()
    {
        var app = new TestApp()
            .Orchestrator("Pay", context => context.CallActivityAsync<int>("Charge"))
            .Activity<int>("Charge", _ => throw new InvalidOperationException("card expired"));
        await using var engine = await TestEngine.StartAsync(app);

        var end = await engine.RunAsync("Pay");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(
            "Microsoft.DurableTask.TaskFailedException: Task 'Charge' (#0) failed with an unhandled exception: card expired",
            end.SerializedOutput);
        Assert.Null(end.FailureDetails);
        Assert.Equal("null", end.SerializedCustomStatus);
    }

    [Fact]
    public async Task Activity_Unknown_FailsTheInstanceAndNamesTheKnownOnes()
    {
        var app = new TestApp()
            .Orchestrator("Pay", context => context.CallActivityAsync<int>("Chrage"))
            .Activity<int>("Charge", _ => 1);
        await using var engine = await TestEngine.StartAsync(app);

        var end = await engine.RunAsync("Pay");

        Assert.Contains("The function 'Chrage' doesn't exist, is disabled, or is not an activity function.", end.SerializedOutput, StringComparison.Ordinal);
        Assert.Contains("'Charge'", end.SerializedOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activities_MoreThanTheQueueHolds_AllRunOnce()
    {
        const int Count = 200;
        var app = new TestApp()
            .Orchestrator("FanOut", async context =>
                (await Task.WhenAll(Enumerable.Range(0, Count).Select(number => context.CallActivityAsync<int>("Echo", number)))).Sum())
            .Activity<int>("Echo", number => number);
        await using var engine = await TestEngine.StartAsync(app, new() { MaxConcurrentActivityFunctions = 2, MaxQueuedActivities = 10 });

        var ends = await Task.WhenAll(engine.RunAsync("FanOut"), engine.RunAsync("FanOut"));

        Assert.All(ends, end => Assert.Equal(Count * (Count - 1) / 2, end.ReadOutputAs<int>()));
        Assert.Equal(2 * Count, app.Calls.Count);
    }

    [Fact]
    public async Task Activity_TakesTooLong_IsCalledAgain()
    {
        var calls = 0;
        var app = new TestApp()
            .Orchestrator("Slow", context => context.CallActivityAsync<string>("Slow"))
            .Activity<string>("Slow", _ => ++calls < 3 ? throw new FunctionTimeoutException("Slow", "1", TimeSpan.FromMinutes(1)) : "done");
        await using var engine = await TestEngine.StartAsync(app);

        var end = await engine.RunAsync("Slow");

        Assert.Equal("done", end.ReadOutputAs<string>());
        Assert.Equal(3, calls);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(30, 1)]
    public async Task Orchestrator_WithoutExtendedSessions_IsReplayedInEachEpisode(int idleSeconds, int runs)
    {
        var begun = 0;
        var app = new TestApp()
            .Orchestrator("Two", async context =>
            {
                begun++;
                return await context.CallActivityAsync<int>("One") + await context.CallActivityAsync<int>("One");
            })
            .Activity<int>("One", _ => 1);
        await using var engine = await TestEngine.StartAsync(app, new() { ExtendedSessionIdleTimeout = TimeSpan.FromSeconds(idleSeconds) });

        var end = await engine.RunAsync("Two");

        Assert.Equal(2, end.ReadOutputAs<int>());
        Assert.Equal(runs, begun);
        Assert.Equal(2, app.Calls.Count);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        var known = Volatile.Read(ref most);
        while (value > known && Interlocked.CompareExchange(ref most, value, known) is var found && found != known)
        {
            known = found;
        }
    }
}
