using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Dispatch;

public sealed class SuspensionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Suspended_TakesEventsUpOnlyWhenResumed()
    {
        await using var engine = await TestEngine.StartAsync(Waiting());
        var id = await engine.StartInstanceAsync("Wait");
        await engine.IdleAsync();

        await engine.Client.SuspendInstanceAsync(id, "maintenance", Cancelled);
        await engine.Client.RaiseEventAsync(id, "go", "now", Cancelled);
        await engine.IdleAsync();
        var suspended = await engine.FindAsync(id);
        await engine.Client.ResumeInstanceAsync(id, "done", Cancelled);
        var end = await engine.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Suspended, suspended.RuntimeStatus);
        Assert.Equal("maintenance", suspended.SerializedOutput);
        Assert.Equal("now", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Terminated_EndsAtOnceAndDropsWhatComesLater()
    {
        var release = new TaskCompletionSource<object?>();
        var app = new TestApp()
            .Orchestrator("Slow", context => context.CallActivityAsync<int>("Slow"))
            .Activity("Slow", (_, _) => release.Task);
        await using var engine = await TestEngine.StartAsync(app);
        var id = await engine.StartInstanceAsync("Slow");

        await engine.Client.TerminateInstanceAsync(id, new { Why = "enough" }, Cancelled);
        var end = await engine.EndOfAsync(id);
        release.SetResult(1);
        await engine.IdleAsync();
        var later = await engine.FindAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("""{"Why":"enough"}""", end.SerializedOutput);
        Assert.Equal(end.LastUpdatedAt, later.LastUpdatedAt);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, later.RuntimeStatus);
    }

    [Fact]
    public async Task CustomStatus_IsVisibleWhileTheInstanceWaits()
    {
        var app = new TestApp().Orchestrator("Status", async context =>
        {
            context.SetCustomStatus(new { Step = 1 });
            return await context.WaitForExternalEvent<string>("go", CancellationToken.None);
        });
        await using var engine = await TestEngine.StartAsync(app);
        var id = await engine.StartInstanceAsync("Status");

        await engine.IdleAsync();
        var found = await engine.FindAsync(id);

        Assert.Equal("""{"Step":1}""", found.SerializedCustomStatus);
    }

    private static TestApp Waiting() => new TestApp()
        .Orchestrator("Wait", context => context.WaitForExternalEvent<string>("go", CancellationToken.None));
}
