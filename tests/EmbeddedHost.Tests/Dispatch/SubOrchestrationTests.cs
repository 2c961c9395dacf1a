using DurableTask.Core.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

public sealed class SubOrchestrationTests
{
    [Fact]
    public async Task Child_Completes_AnswersItsParent()
    {
        var app = new TestApp()
            .Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<int>("Child", 20) + 1)
            .Orchestrator("Child", context => context.CallActivityAsync<int>("Double", context.GetInput<int>()))
            .Activity<int>("Double", number => number * 2);
        await using var engine = await TestEngine.StartAsync(app);

        var end = await engine.RunAsync("Parent");

        Assert.Equal(41, end.ReadOutputAs<int>());
    }

    [Fact]
    public async Task Child_Fails_ParentSeesItsFailure()
    {
        var app = new TestApp()
            .Orchestrator("Parent", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Child");
                }
                catch (TaskFailedException failed)
                {
                    return failed.FailureDetails.ErrorMessage;
                }
            })
            .Orchestrator<string>("Child", _ => throw new InvalidOperationException("no stock"));
        await using var engine = await TestEngine.StartAsync(app);

        var end = await engine.RunAsync("Parent");

        Assert.Equal("no stock", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Child_Terminated_FailsItsParent()
    {
        var app = new TestApp()
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions { InstanceId = "child" }))
            .Orchestrator("Child", context => context.WaitForExternalEvent<string>("never", CancellationToken.None));
        await using var engine = await TestEngine.StartAsync(app);
        var id = await engine.StartInstanceAsync("Parent");
        await engine.IdleAsync();

        await engine.Client.TerminateInstanceAsync("child", "enough", TestContext.Current.CancellationToken);
        var end = await engine.EndOfAsync(id);
        var history = await engine.Client.GetOrchestrationHistoryAsync(id, TestContext.Current.CancellationToken);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Single(history.OfType<SubOrchestrationInstanceFailedEvent>());
    }

    [Theory]
    [InlineData(true, "[1]", "2")]
    [InlineData(false, null, null)]
    public async Task History_Inputs_AreToldOnlyWhereTheHostStoresThem(bool stores, string? ofActivity, string? ofChild)
    {
        var app = new TestApp()
            .Orchestrator("Parent", async context =>
            {
                await context.CallActivityAsync<int>("Work", 1);
                return await context.CallSubOrchestratorAsync<int>("Child", 2);
            })
            .Orchestrator("Child", context => Task.FromResult(context.GetInput<int>()))
            .Activity<int>("Work", input => input);
        await using var engine = await TestEngine.StartAsync(app, new() { StoresInputs = stores });

        var id = await engine.StartInstanceAsync("Parent");
        var end = await engine.EndOfAsync(id);
        var history = await engine.Client.GetOrchestrationHistoryAsync(id, TestContext.Current.CancellationToken);

        Assert.Equal(2, end.ReadOutputAs<int>());
        Assert.Equal((ofActivity, ofChild), (history.OfType<TaskScheduledEvent>().Single().Input, history.OfType<SubOrchestrationInstanceCreatedEvent>().Single().Input));
    }

    [Fact]
    public async Task SentEvent_ReachesTheOtherInstance()
    {
        var app = new TestApp()
            .Orchestrator("Sender", context =>
            {
                context.SendEvent("receiver", "greeting", "hello");
                return Task.FromResult(true);
            })
            .Orchestrator("Receiver", context => context.WaitForExternalEvent<string>("greeting", CancellationToken.None));
        await using var engine = await TestEngine.StartAsync(app);
        await engine.StartInstanceAsync("Receiver", id: "receiver");

        await engine.RunAsync("Sender");
        var end = await engine.EndOfAsync("receiver");

        Assert.Equal("hello", end.ReadOutputAs<string>());
    }
}
