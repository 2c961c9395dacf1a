using System.Text.Json;
using DurableSagas.Testing.Tests.Functions;
using Microsoft.DurableTask.Client;

namespace DurableSagas.Testing.Tests.Engine;

public sealed class FlowTests
{
    [Fact]
    public async Task Timer_OfThirtyDays_FiresInItsVirtualTimeThoughTheEngineSplitsIt()
    {
        await using var host = await Hosts.StartAsync();

        var output = await host.OutputOfAsync(nameof(Flows.Sleep), TimeSpan.FromDays(30));

        Assert.Equal("\"2026-01-31T00:00:00Z\"", output);
        Assert.Equal(10, host.HistoryOf("flow-1").Events.Count(recorded => recorded.TimerFired is not null));
    }

    [Fact]
    public async Task Host_ToReachACondition_StopsThereOrSaysThatNothingIsLeft()
    {
        await using var host = await Hosts.StartAsync();
        await host.StartAsync(nameof(Flows.Sleep), TimeSpan.FromHours(1));

        var isReached = await host.TryReachAsync(() => host.Time.GetUtcNow().Hour == 1);
        var status = (await host.Client.GetInstanceAsync("flow-1", TestContext.Current.CancellationToken))!.RuntimeStatus;
        var isReachedAgain = await host.TryReachAsync(() => host.Time.GetUtcNow().Hour == 2);

        Assert.Equal((true, OrchestrationRuntimeStatus.Running, false), (isReached, status, isReachedAgain));
        Assert.Equal("\"2026-01-01T01:00:00Z\"", (await host.EndOfAsync("flow-1")).SerializedOutput);
    }

    [Fact]
    public async Task Event_RaisedBeforeItIsWaitedFor_IsKept()
    {
        await using var host = await Hosts.StartAsync();
        var id = await host.StartAsync(nameof(Flows.Listen));

        await host.Client.RaiseEventAsync(id, "Word", "one", TestContext.Current.CancellationToken);
        await host.Client.RaiseEventAsync(id, "word", "two", TestContext.Current.CancellationToken);
        var end = await host.EndOfAsync(id);

        Assert.Equal("one two", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task ContinueAsNew_WithEventsLeft_TakesThemUpInItsNextGenerations()
    {
        await using var host = await Hosts.StartAsync();
        var id = await host.StartAsync(nameof(Flows.Count), 1);

        foreach (var _ in Enumerable.Range(1, 3))
        {
            await host.Client.RaiseEventAsync(id, "Next", "!", TestContext.Current.CancellationToken);
        }

        Assert.Equal(3, (await host.EndOfAsync(id)).ReadOutputAs<int>());
        Assert.Single(host.HistoryOf(id).Events, recorded => recorded.ExecutionStarted is not null);
    }

    [Fact]
    public async Task SubOrchestration_Completes_AnswersItsParent()
    {
        await using var host = await Hosts.StartAsync();

        var end = await host.EndOfAsync(await host.StartAsync(nameof(Flows.Parent)));

        Assert.Equal(("child done, after done", "begun"), (end.ReadOutputAs<string>(), end.ReadCustomStatusAs<string>()));
        var child = await host.Client.GetInstanceAsync("flow-1:child", getInputsAndOutputs: true, TestContext.Current.CancellationToken);
        Assert.Equal("child done", child!.ReadOutputAs<string>());
    }

    [Fact]
    public async Task SubOrchestration_Terminated_FailsItsParent()
    {
        await using var host = await Hosts.StartAsync();
        var id = await host.StartAsync(nameof(Flows.Parent));
        await host.UntilAsync(() => host.Client.GetInstanceAsync("flow-1:child").Result is not null);

        await host.Client.TerminateInstanceAsync("flow-1:child", "enough", TestContext.Current.CancellationToken);
        var end = await host.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
    }

    [Fact]
    public async Task Orchestrator_AwaitsWhatIsNotDurable_FailsAndSaysSo()
    {
        await using var host = await Hosts.StartAsync();

        var output = await host.OutputOfAsync(nameof(Flows.Illegal));

        Assert.Contains("Orchestrator 'Illegal' of instance 'flow-1' awaits something that is not durable", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orchestrator_Unknown_FailsAndNamesThoseThatThereAre()
    {
        await using var host = await Hosts.StartAsync();

        var output = await host.OutputOfAsync("Missing");

        Assert.Contains("There is no orchestrator function 'Missing'. Known: Child, Count, Illegal,", output, StringComparison.Ordinal);
    }

    // What the Durable extension makes of an activity's input in Azure: numbers with a point are doubles there.
    [Fact]
    public async Task ActivityInput_WithNumbersAndDates_IsRewrittenAsInAzure()
    {
        await using var host = await Hosts.StartAsync();

        var weight = JsonDocument.Parse("""[20.00,0.12345678901234567890123,123456789012345678901,"2026-11-29T20:57:26.66+00:00"]""").RootElement;
        var end = await host.EndOfAsync(await host.StartAsync(nameof(Flows.Weigh), weight));

        Assert.Equal("""[20.0,0.12345678901234568,123456789012345678901,"2026-11-29T20:57:26.66+00:00"]""", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Host_CrashesAtEveryCommit_EndsAllTheSame()
    {
        var commits = 0;
        for (var crashed = true; crashed; commits++)
        {
            await using var host = await Hosts.StartAsync();
            host.Faults.CrashAfterCommit(commits + 2);

            var output = await host.OutputOfAsync(nameof(Flows.Parent));

            Assert.Equal("\"child done, after done\"", output);
            crashed = host.Crashes > 0;
        }

        Assert.InRange(commits, 10, 20);
    }
}
