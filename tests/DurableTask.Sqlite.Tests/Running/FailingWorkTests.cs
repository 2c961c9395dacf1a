using DurableSagas.DurableTask.Sqlite.Instances;
using DurableTask.Core;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using DurableTask.Core.Settings;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

public sealed class FailingWorkTests
{
    private static readonly TimeSpan _moreThanAnyPause = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Orchestration_ThatIsAborted_IsRunAgainAfterAPause()
    {
        var runs = 0;
        var aborted = new SemaphoreSlim(0);
        var app = new TestApp().Orchestrator("Shy", (_, input) =>
        {
            if (++runs > 2)
            {
                return Task.FromResult(input);
            }

            aborted.Release();
            throw new SessionAbortedException("not now");
        });
        await using var hub = await TestHub.StartAsync(app);
        var id = await hub.StartInstanceAsync("Shy", "in");

        await aborted.WaitAsync(TestContext.Current.CancellationToken);
        var afterOne = runs;
        await hub.AdvanceUntilAsync(() => runs >= 2);
        await hub.AdvanceUntilAsync(() => runs == 3);
        var ended = await hub.EndAsync(id);

        Assert.Equal(1, afterOne);
        Assert.Equal("in", TestHub.Text(ended.Output));
        aborted.Dispose();
    }

    [Fact]
    public async Task Activity_ThatIsAborted_IsCalledAgainAndItsResultRecordedOnce()
    {
        var calls = 0;
        var app = new TestApp()
            .Orchestrator("Call", (run, input) => run.CallAsync("Shy", input))
            .Activity("Shy", input => ++calls < 3 ? throw new SessionAbortedException("not now") : input);
        await using var hub = await TestHub.StartAsync(app);
        var id = await hub.StartInstanceAsync("Call", "in");

        await hub.AdvanceUntilAsync(() => calls == 3);
        await hub.EndAsync(id);

        Assert.Equal(3, app.Calls.Count);
        Assert.Single((await hub.HistoryAsync(id)).OfType<TaskCompletedEvent>());
    }

    [Fact]
    public async Task Instance_WithAMessageThatCannotBeRead_DoesNotStopOthers()
    {
        await using var hub = await TestHub.StartAsync(Echo());
        await hub.AddRowsAsync(["poisoned"], OrchestrationStatus.Running);
        await hub.AddBrokenMessageAsync("poisoned");

        await hub.StopWorkerAsync();
        await hub.StartWorkerAsync();
        var others = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => hub.RunAsync("Echo", $"{number}")));

        Assert.All(others, ended => Assert.Equal(OrchestrationStatus.Completed, ended.OrchestrationStatus));
        Assert.Equal(OrchestrationStatus.Running, (await hub.FindAsync("poisoned"))!.OrchestrationStatus);
    }

    [Fact]
    public async Task Version_ThatTheWorkerRejects_WaitsForOneThatTakesIt()
    {
        using var file = new TempHub();
        await using (var first = await TestHub.StartAsync(Echo("1", "2"), file.Options, versioning: Strict("1", VersioningSettings.VersionFailureStrategy.Reject)))
        {
            await first.Client.CreateOrchestrationInstanceAsync("Echo", "2", "two", "in", null, null!);
            await first.RunAsync("Echo", "in", "one", version: "1");
            first.Time.Advance(_moreThanAnyPause);

            Assert.Equal(OrchestrationStatus.Pending, (await first.FindAsync("two"))!.OrchestrationStatus);
            Assert.Empty(await first.HistoryAsync("two"));
        }

        await using var second = await TestHub.StartAsync(Echo("1", "2"), file.Options, versioning: Strict("2", VersioningSettings.VersionFailureStrategy.Reject));
        var ended = await second.EndAsync("two");

        Assert.Equal("in", TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Version_ThatTheWorkerFails_Fails()
    {
        await using var hub = await TestHub.StartAsync(Echo("1", "2"), versioning: Strict("1", VersioningSettings.VersionFailureStrategy.Fail));

        var ended = await hub.RunAsync("Echo", "in", version: "2");

        Assert.Equal(OrchestrationStatus.Failed, ended.OrchestrationStatus);
        Assert.Equal("VersionMismatch: Orchestration version did not comply with Worker Versioning", ended.Output);
        Assert.Equal(CustomStatus.None, ended.Status);
    }

    [Fact]
    public async Task Answer_ForAnInstanceThatCannotRun_SurvivesARestart()
    {
        using var file = new TempHub();
        var refuses = true;
        var refused = new SemaphoreSlim(0);
        var app = new TestApp()
            .Activity("Echo", input => input)
            .Orchestrator("Call", async (run, input) =>
            {
                var result = await run.CallAsync("Echo", input);
                if (refuses)
                {
                    refused.Release();
                    throw new SessionAbortedException("not now");
                }

                return result;
            });
        await using (var first = await TestHub.StartAsync(app, file.Options))
        {
            await first.StartInstanceAsync("Call", "in", "call");
            await refused.WaitAsync(TestContext.Current.CancellationToken);
            await first.UntilAsync(async () => (await first.MessagesAsync("call")).Count == 1 ? "recorded" : null);
        }

        refuses = false;
        await using var second = await TestHub.StartAsync(app, file.Options);
        await second.EndAsync("call");

        Assert.Single(app.Calls);
        refused.Dispose();
    }

    private static VersioningSettings Strict(string version, VersioningSettings.VersionFailureStrategy failure) => new()
    {
        Version = version,
        MatchStrategy = VersioningSettings.VersionMatchStrategy.Strict,
        FailureStrategy = failure,
    };

    private static TestApp Echo(params string[] versions) => new TestApp().Orchestrator("Echo", (_, input) => Task.FromResult(input), versions);
}
