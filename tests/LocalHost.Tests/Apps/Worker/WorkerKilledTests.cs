using System.Net;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Worker;

/// <summary>The worker dies, and the host lives on.</summary>
public sealed class WorkerKilledTests(Storage storage)
{
    [Fact]
    public async Task Killed_WithCallersInFlight_TheyAreToldAndTheNextAreServed()
    {
        await using var host = await SampleHost.StartAsync(HostSettings.Sample(storage));
        var name = SharedSampleHost.NewId("in-flight");
        var worker = await host.WorkerProcessIdAsync();
        var inFlight = host.GetAsync($"slow/{name}");
        await host.JournalAsync(name, entries => entries.Contains("started"));

        await Signals.SendAsync("KILL", worker, TestContext.Current.CancellationToken);

        var answer = await inFlight;
        Assert.True(answer.Status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable, $"{answer}");
        Assert.Equal("application/problem+json", answer.ContentType);
        await ServedAgainAsync(host);
        Assert.NotEqual(worker, await host.WorkerProcessIdAsync());
    }

    [Fact]
    public async Task Crashed_ByItself_IsStartedAgain()
    {
        await using var host = await SampleHost.StartAsync(HostSettings.Sample(storage));

        var answer = await host.PostAsync("crash", "{}");

        Assert.True(answer.Status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable, $"{answer}");
        await ServedAgainAsync(host);
        await host.Process.SaysAsync("The sample worker was told to crash", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Killed_InTheMidstOfAnActivity_TheOrchestrationGoesOnWithTheNextWorker()
    {
        await using var host = await SampleHost.StartAsync(HostSettings.Sample(storage));
        var id = SharedSampleHost.NewId("killed");
        await host.StartAsync("Long", id, "0");
        await host.JournalAsync(id, entries => entries.Contains("started"));

        await Signals.SendAsync("KILL", await host.WorkerProcessIdAsync(), TestContext.Current.CancellationToken);
        await ServedAgainAsync(host);
        await host.RaiseAsync(id);

        Assert.Equal("\"done\"", (await host.UntilAsync(id, "Completed")).Output);
        Assert.Equal(["started", "started", "ended"], await host.JournalAsync(id));
    }

    [Fact]
    public async Task Killed_WithAQueueMessageInHand_TheMessageIsNotLost()
    {
        await using var host = await SampleHost.StartAsync(HostSettings.Sample(storage));
        var flag = SharedSampleHost.NewId("queue");
        await host.PostAsync("queue", $"wait:{flag}");
        await host.JournalAsync("work", entries => entries.Contains($"wait:{flag} #1"));

        await Signals.SendAsync("KILL", await host.WorkerProcessIdAsync(), TestContext.Current.CancellationToken);
        await ServedAgainAsync(host);
        await host.RaiseAsync(flag);

        // The host lives, and gives the message back: a failed delivery like any other.
        await host.JournalAsync("done", entries => entries.Contains($"did wait:{flag}"));
    }

    private static Task<Answer> ServedAgainAsync(SampleHost host) =>
        Poll.UntilAsync("answer after the restart", () => host.GetAsync("open"), answer => answer.Status == HttpStatusCode.OK, TestContext.Current.CancellationToken);
}
