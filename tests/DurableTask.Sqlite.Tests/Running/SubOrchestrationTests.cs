using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

public sealed class SubOrchestrationTests
{
    [Fact]
    public async Task Child_ThatSucceeds_AnswersItsParent()
    {
        await using var hub = await TestHub.StartAsync(Family((_, input) => Task.FromResult($"child of {input}")));

        var ended = await hub.RunAsync("Parent", "Ann", "parent");
        var child = await hub.FindAsync("child");

        Assert.Equal("child of Ann", TestHub.Text(ended.Output));
        Assert.Equal(OrchestrationStatus.Completed, child!.OrchestrationStatus);
        Assert.Equal("parent", child.ParentInstance.OrchestrationInstance.InstanceId);
    }

    [Fact]
    public async Task Child_ThatFails_FailsItsParentsCall()
    {
        await using var hub = await TestHub.StartAsync(Family((_, _) => throw new InvalidOperationException("spilt milk")));

        var ended = await hub.RunAsync("Parent");

        Assert.Equal("caught spilt milk", TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Child_ThatIsTerminated_FailsItsParentsCall()
    {
        await using var hub = await TestHub.StartAsync(Family((run, _) => run.EventAsync("never")));
        var parent = await hub.StartInstanceAsync("Parent");
        await hub.UntilAsync("child", OrchestrationStatus.Running);

        await hub.Service.ForceTerminateTaskOrchestrationAsync("child", "enough");
        var ended = await hub.EndAsync(parent);

        Assert.Equal("caught enough", TestHub.Text(ended.Output));
        Assert.Equal(OrchestrationStatus.Terminated, (await hub.FindAsync("child"))!.OrchestrationStatus);
    }

    [Fact]
    public async Task Parent_Terminated_LeavesItsChildAtWorkAndTakesNoAnswerOfIt()
    {
        var app = Family(async (run, input) => await run.EventAsync("go") + await run.CallAsync("Work", input)).Activity("Work", input => $"{input} worked");
        await using var hub = await TestHub.StartAsync(app);
        await hub.StartInstanceAsync("Parent", "Ann", "parent");
        await hub.UntilAsync("child", OrchestrationStatus.Running);
        await hub.Client.TerminateInstanceAsync(new OrchestrationInstance { InstanceId = "parent" }, "enough");
        var terminated = await hub.EndAsync("parent");
        var still = await hub.FindAsync("child");

        await hub.RaiseAsync("child", "go", "gone, ");
        var child = await hub.EndAsync("child");
        var parent = await hub.FindAsync("parent");

        Assert.Equal(OrchestrationStatus.Running, still!.OrchestrationStatus);
        Assert.Equal("gone, Ann worked", TestHub.Text(child.Output));
        Assert.Equal((OrchestrationStatus.Terminated, "enough"), (parent!.OrchestrationStatus, parent.Output));
        Assert.Equal(terminated.LastUpdatedTime, parent.LastUpdatedTime);
        Assert.Empty(await hub.MessagesAsync("parent"));
        Assert.Empty((await hub.HistoryAsync("parent")).OfType<SubOrchestrationInstanceCompletedEvent>());
    }

    [Fact]
    public async Task Children_AThousandAtOnce_AllAnswer()
    {
        var app = new TestApp()
            .Orchestrator("Parent", async (run, _) =>
                $"{(await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => run.ChildAsync("Child", $"child-{number}", $"{number}")))).Sum(int.Parse)}")
            .Orchestrator("Child", (_, input) => Task.FromResult(input));
        await using var hub = await TestHub.StartAsync(app);

        var ended = await hub.RunAsync("Parent");

        Assert.Equal("499500", TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Child_RetriedUnderItsId_TakesThePlaceOfTheOneThatFailed()
    {
        var attempts = 0;
        var app = new TestApp()
            .Orchestrator("Parent", (run, _) => run.Context.CreateSubOrchestrationInstanceWithRetry<string>(
                "Child", string.Empty, "child", new RetryOptions(TimeSpan.FromMinutes(1), 2), "in"))
            .Orchestrator("Child", (_, input) => ++attempts == 1 ? throw new InvalidOperationException("no") : Task.FromResult($"{input} at {attempts}"));
        await using var hub = await TestHub.StartAsync(app);
        var parent = await hub.StartInstanceAsync("Parent");
        await hub.UntilHistoryAsync<TimerCreatedEvent>(parent, 1);

        hub.Time.Advance(TimeSpan.FromMinutes(2));
        var ended = await hub.EndAsync(parent);

        Assert.Equal("in at 2", TestHub.Text(ended.Output));
        Assert.Equal(1, (await hub.FindAsync("child"))!.Generation);
    }

    [Fact]
    public async Task Parent_Purged_LeavesItsChildren()
    {
        await using var hub = await TestHub.StartAsync(Family((_, input) => Task.FromResult("done")));
        await hub.RunAsync("Parent", id: "parent");

        var purged = await hub.Service.PurgeInstanceStateAsync("parent");

        Assert.Equal(1, purged.DeletedInstanceCount);
        Assert.Null(await hub.FindAsync("parent"));
        Assert.Equal(OrchestrationStatus.Completed, (await hub.FindAsync("child"))!.OrchestrationStatus);
    }

    private static TestApp Family(Func<TestRun, string, Task<string>> child) => new TestApp()
        .Orchestrator("Child", child)
        .Orchestrator("Parent", async (run, input) =>
        {
            try
            {
                return await run.ChildAsync("Child", "child", input);
            }
            catch (SubOrchestrationFailedException failed)
            {
                return $"caught {failed.FailureDetails?.ErrorMessage ?? failed.Message}";
            }
        });
}
