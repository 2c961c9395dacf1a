using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

public sealed class StartTests
{
    private static readonly OrchestrationStatus[] _notEnded = [OrchestrationStatus.Pending, OrchestrationStatus.Running, OrchestrationStatus.Suspended];

    [Fact]
    public async Task Start_OfAnIdThatRuns_IsRefusedIfTheCallerSaysSo()
    {
        await using var hub = await TestHub.StartAsync(App());
        await hub.StartInstanceAsync("Wait", id: "one");
        await hub.UntilAsync("one", OrchestrationStatus.Running);

        var refused = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => hub.StartInstanceAsync("Wait", id: "one", dedupe: _notEnded));

        Assert.Equal("An orchestration with instance ID 'one' and status 'Running' already exists.", refused.Message);
    }

    [Fact]
    public async Task Start_OfAnIdThatHasEnded_ReplacesAllOfIt()
    {
        await using var hub = await TestHub.StartAsync(App());
        var first = await hub.RunAsync("Call", "old", "one");

        await hub.StartInstanceAsync("Call", "new", "one", _notEnded);
        var second = await hub.EndAsync("one");

        Assert.Equal("new", TestHub.Text(second.Output));
        Assert.Equal(1, second.Generation);
        Assert.NotEqual(first.OrchestrationInstance.ExecutionId, second.OrchestrationInstance.ExecutionId);
        Assert.Single((await hub.HistoryAsync("one")).OfType<TaskCompletedEvent>());
    }

    [Fact]
    public async Task Start_OfAnIdThatRuns_WithoutDedupe_ReplacesItAndItsLateResultsAreDropped()
    {
        var held = new TaskCompletionSource<string>();
        var app = App().Activity("Hold", _ => held.Task).Orchestrator("Hold", (run, _) => run.CallAsync("Hold"));
        await using var hub = await TestHub.StartAsync(app);
        await hub.StartInstanceAsync("Hold", id: "one");
        await hub.UntilHistoryAsync<TaskScheduledEvent>("one", 1);

        await hub.StartInstanceAsync("Wait", id: "one");
        held.SetResult("late");
        await hub.RaiseAsync("one", "go", "gone");
        var ended = await hub.EndAsync("one");

        Assert.Equal("gone", TestHub.Text(ended.Output));
        Assert.Empty((await hub.HistoryAsync("one")).OfType<TaskCompletedEvent>());
    }

    [Fact]
    public async Task Start_ManyOfOneIdAtOnce_AcceptsOne()
    {
        await using var hub = await TestHub.StartAsync(App());

        var starts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
            await Record.ExceptionAsync(() => hub.StartInstanceAsync("Wait", id: "one", dedupe: _notEnded))));

        Assert.Single(starts, failure => failure is null);
        Assert.All(starts.OfType<Exception>(), failure => Assert.IsType<OrchestrationAlreadyExistsException>(failure));
    }

    [Fact]
    public async Task Start_WithTagsAndVersion_KeepsThem()
    {
        var app = App();
        await using var hub = await TestHub.StartAsync(app);
        var tags = new Dictionary<string, string> { ["team"] = "blue" };

        await hub.Client.CreateOrchestrationInstanceAsync("Call", string.Empty, "tagged", "in", tags, null!);
        var ended = await hub.EndAsync("tagged");

        Assert.Equal(tags, ended.Tags);
        Assert.Equal(tags, Assert.Single((await hub.HistoryAsync("tagged")).OfType<ExecutionStartedEvent>()).Tags);
    }

    [Fact]
    public async Task Wait_ForAnUnknownInstance_Throws()
    {
        await using var hub = await TestHub.StartAsync(App());

        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => hub.EndAsync("nobody"));

        Assert.StartsWith("Instance 'nobody' was not found.", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_UntilItsTimeIsOver_IsNull()
    {
        await using var hub = await TestHub.StartAsync(App());
        var id = await hub.StartInstanceAsync("Wait");

        var wait = hub.Service.WaitForOrchestrationAsync(id, null!, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        hub.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Null(await wait);
    }

    [Fact]
    public async Task Client_WithoutAWorker_StartsWhatAWorkerRunsLater()
    {
        var app = App();
        await using var hub = TestHub.NotStarted(app);
        await hub.StartInstanceAsync("Call", "in", "early");
        var pending = await hub.FindAsync("early");

        await hub.StartWorkerAsync();
        var ended = await hub.EndAsync("early");

        Assert.Equal(OrchestrationStatus.Pending, pending!.OrchestrationStatus);
        Assert.Equal("in", TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task CustomStatus_IsKeptFromEpisodeToEpisode()
    {
        var app = App().Orchestrator("Tell", async (run, _) =>
        {
            run.Status = "waiting";
            await run.EventAsync("go");
            run.Status = "gone";
            return "done";
        });
        await using var hub = await TestHub.StartAsync(app);
        var id = await hub.StartInstanceAsync("Tell");

        var waiting = await hub.UntilAsync(id, OrchestrationStatus.Running);
        await hub.RaiseAsync(id, "go");
        var ended = await hub.EndAsync(id);

        Assert.Equal("waiting", TestHub.Text(waiting.Status));
        Assert.Equal("gone", TestHub.Text(ended.Status));
    }

    private static TestApp App() => new TestApp()
        .Activity("Echo", input => input)
        .Orchestrator("Call", (run, input) => run.CallAsync("Echo", input))
        .Orchestrator("Wait", (run, _) => run.EventAsync("go"));
}
