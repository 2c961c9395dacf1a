using DurableTask.Core;
using DurableTask.Core.History;

namespace DurableSagas.DurableTask.Sqlite.Tests.Running;

public sealed class SequenceTests
{
    [Fact]
    public async Task Sequence_OfActivities_EndsWithTheirResultsInOrder()
    {
        var app = Echo().Orchestrator("Five", async (run, input) =>
        {
            for (var call = 0; call < 5; call++)
            {
                input = await run.CallAsync("Echo", $"{input}{call}");
            }

            return input;
        });
        await using var hub = await TestHub.StartAsync(app);

        var ended = await hub.RunAsync("Five", ">");

        Assert.Equal(OrchestrationStatus.Completed, ended.OrchestrationStatus);
        Assert.Equal(">01234", TestHub.Text(ended.Output));
        Assert.Equal(["Echo(>0)", "Echo(>01)", "Echo(>012)", "Echo(>0123)", "Echo(>01234)"], app.Calls);
    }

    [Fact]
    public async Task FanOut_OfAThousand_GathersEveryResultOnce()
    {
        var app = Echo().Orchestrator("Fan", async (run, _) =>
            string.Join(',', await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => run.CallAsync("Echo", $"{number}")))));
        await using var hub = await TestHub.StartAsync(app);

        var ended = await hub.RunAsync("Fan", id: "fan");

        Assert.Equal(string.Join(',', Enumerable.Range(0, 1000)), TestHub.Text(ended.Output));
        Assert.Equal(1000, app.Calls.Count);
        Assert.Equal(1000, (await hub.HistoryAsync("fan")).OfType<TaskCompletedEvent>().DistinctBy(result => result.TaskScheduledId).Count());
    }

    [Fact]
    public async Task FanOut_MoreThanTheQueueHolds_CallsAllOfThem()
    {
        var app = Echo().Orchestrator("Fan", async (run, _) =>
            $"{(await Task.WhenAll(Enumerable.Range(0, 100).Select(number => run.CallAsync("Echo", $"{number}")))).Length}");
        await using var hub = await TestHub.StartAsync(app, new() { File = ":memory:", MaxQueuedActivities = 7 });

        var ended = await hub.RunAsync("Fan");

        Assert.Equal("100", TestHub.Text(ended.Output));
        Assert.Equal(100, app.Calls.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("half a pair, quotes \" and \u00fc\u20ac\ud83d\ude00, zero \0")]
    [InlineData(null)]
    public async Task Payload_OfAnyKind_ComesBack(string? payload)
    {
        var app = Echo().Orchestrator("Once", (run, input) => run.CallAsync("Echo", input));
        await using var hub = await TestHub.StartAsync(app);

        var ended = await hub.RunAsync("Once", payload);

        Assert.Equal(payload, TestHub.Text(ended.Input));
        Assert.Equal(payload, TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Payload_OfFiveMegabytes_ComesBackAfterARestart()
    {
        var payload = new string('x', 5_000_000);
        using var file = new TempHub();
        var app = Echo().Orchestrator("Once", async (run, input) =>
        {
            var result = await run.CallAsync("Echo", input);
            await run.EventAsync("go");
            return result;
        });
        await using (var first = await TestHub.StartAsync(app, file.Options))
        {
            await first.StartInstanceAsync("Once", payload, "big");
            await first.UntilAsync("big", state => app.Calls.Count == 1 && state.OrchestrationStatus == OrchestrationStatus.Running);
        }

        await using var second = await TestHub.StartAsync(app, file.Options);
        await second.RaiseAsync("big", "go");
        var ended = await second.EndAsync("big");

        Assert.Equal(payload, TestHub.Text(ended.Input));
        Assert.Equal(payload, TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Activity_ThatFailsTwice_IsRetried()
    {
        var attempts = 0;
        var app = new TestApp()
            .Orchestrator("Retry", (run, _) => run.Context.ScheduleWithRetry<string>(
                "Flaky", string.Empty, new RetryOptions(TimeSpan.FromMinutes(5), 3), "in"))
            .Activity("Flaky", input => ++attempts < 3 ? throw new InvalidOperationException("not yet") : $"{input} at {attempts}");
        await using var hub = await TestHub.StartAsync(app);

        var id = await hub.StartInstanceAsync("Retry");
        await hub.UntilHistoryAsync<TimerCreatedEvent>(id, 1);
        hub.Time.Advance(TimeSpan.FromMinutes(6));
        await hub.UntilHistoryAsync<TimerCreatedEvent>(id, 2);
        hub.Time.Advance(TimeSpan.FromMinutes(6));
        var ended = await hub.EndAsync(id);

        Assert.Equal("in at 3", TestHub.Text(ended.Output));
    }

    [Fact]
    public async Task Activity_ThatFails_FailsTheOrchestrationInTheWordsOfAzureStorage()
    {
        var app = new TestApp()
            .Orchestrator("Charge", (run, _) => run.CallAsync("Charge"))
            .Activity("Charge", string (_) => throw new InvalidOperationException("card expired"));
        await using var hub = await TestHub.StartAsync(app);

        var ended = await hub.RunAsync("Charge", id: "charge");

        Assert.Equal(OrchestrationStatus.Failed, ended.OrchestrationStatus);
        Assert.Equal("DurableTask.Core.Exceptions.TaskFailedException: Task 'Charge' (#0) failed with an unhandled exception: card expired", ended.Output);
        Assert.Equal("card expired", Assert.Single((await hub.HistoryAsync("charge")).OfType<TaskFailedEvent>()).FailureDetails!.ErrorMessage);
    }

    [Fact]
    public async Task Orchestrator_ThatChangedWhileItRan_IsNoticed()
    {
        using var file = new TempHub();
        await using (var first = await TestHub.StartAsync(Echo().Orchestrator("Changed", AfterAsync("Echo")), file.Options))
        {
            await first.StartInstanceAsync("Changed", id: "changed");
            await first.UntilHistoryAsync<TaskCompletedEvent>("changed", 1);
        }

        await using var second = await TestHub.StartAsync(Echo().Orchestrator("Changed", AfterAsync("Other")), file.Options);
        await second.RaiseAsync("changed", "go");
        var ended = await second.EndAsync("changed");

        Assert.Equal(OrchestrationStatus.Failed, ended.OrchestrationStatus);
        Assert.Contains("NonDeterministicOrchestrationException", ended.Output, StringComparison.Ordinal);
    }

    private static TestApp Echo() => new TestApp().Activity("Echo", input => input);

    private static Func<TestRun, string, Task<string>> AfterAsync(string activity) => async (run, input) =>
    {
        await run.CallAsync(activity, input);
        return await run.EventAsync("go");
    };
}
