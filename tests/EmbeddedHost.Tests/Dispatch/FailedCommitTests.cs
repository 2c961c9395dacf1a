using DurableSagas.EmbeddedHost.TaskHub;
using DurableSagas.EmbeddedHost.Tests.TaskHub;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

public sealed class FailedCommitTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_NotRecorded_IsRefusedAndHealthSaysWhy()
    {
        await using var engine = await TestEngine.StartAsync(Adding(), gate: new FailingGate(DiskFull()));

        var refused = await Assert.ThrowsAsync<TaskHubUnavailableException>(() => engine.StartInstanceAsync("Sum", id: "a"));
        var found = await engine.Client.GetInstanceAsync("a", Cancelled);

        Assert.Null(found);
        Assert.Equal(refused.Message, engine.Engine.Health.Problem);
    }

    [Fact]
    public async Task Episode_NotRecorded_IsRunAgainLaterAndActivitiesWithKnownResultsAreNot()
    {
        var gate = new FailingGate();
        var app = new TestApp()
            .Orchestrator("Sum", async context => await context.CallActivityAsync<int>("Add") + await context.CallActivityAsync<int>("Add"))
            .Activity<int>("Add", _ =>
            {
                gate.FailNext(DiskFull());
                return 1;
            });
        await using var engine = await TestEngine.StartAsync(app, gate: gate);
        var id = await engine.StartInstanceAsync("Sum");

        for (var round = 0; round < 4; round++)
        {
            await engine.IdleAsync();
            engine.Time.Advance(TimeSpan.FromSeconds(1));
        }

        var end = await engine.EndOfAsync(id);

        Assert.Equal(2, end.ReadOutputAs<int>());
        Assert.Equal(["Add", "Add"], app.Calls);
        Assert.True(engine.Engine.Health.IsHealthy);
    }

    [Fact]
    public async Task Episode_NotRecorded_ReleasesNoActivity()
    {
        var gate = new FailingGate();
        var app = Adding();
        await using var engine = await TestEngine.StartAsync(app, gate: gate);
        var id = await engine.StartInstanceAsync("Wait");
        await engine.IdleAsync();

        gate.FailNext(new InvalidOperationException("let the event through"));
        await Assert.ThrowsAsync<TaskHubUnavailableException>(() => engine.Client.RaiseEventAsync(id, "go", null, Cancelled));
        await engine.IdleAsync();
        var calls = app.Calls.Count;
        await engine.Client.RaiseEventAsync(id, "go", null, Cancelled);
        await engine.EndOfAsync(id);

        Assert.Equal(0, calls);
        Assert.Equal(["Add"], app.Calls);
    }

    private static SqliteException DiskFull() => new("database or disk is full", 13);

    private static TestApp Adding() => new TestApp()
        .Orchestrator("Sum", context => context.CallActivityAsync<int>("Add"))
        .Orchestrator("Wait", async context =>
        {
            await context.WaitForExternalEvent<object?>("go", CancellationToken.None);
            return await context.CallActivityAsync<int>("Add");
        })
        .Activity<int>("Add", _ => 1);
}
