using System.Net;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Startup;

/// <summary>However the host ends, nothing of it is left behind.</summary>
public sealed class HostEndTests(Storage storage)
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Signalled_WithNothingInFlight_EndsWithItsWorker(string signal)
    {
        Assert.SkipWhen(signal == "INT" && Signals.IsInterruptIgnored, "A shell that starts these tests in its background has them ignore Ctrl-C, and all that they start.");
        await using var host = await SampleHost.StartAsync(HostSettings.Sample(storage));
        var worker = await host.WorkerProcessIdAsync();

        var exitCode = await host.Process.SignalAsync(signal, TestContext.Current.CancellationToken);

        Assert.Equal(0, exitCode);
        await Signals.GoneAsync(worker, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Signalled_WithWorkInFlight_EndsItOrGivesItBack()
    {
        var settings = HostSettings.Sample(storage);
        await using var host = await SampleHost.StartAsync(settings);
        var id = SharedSampleHost.NewId("given-back");
        await host.StartAsync("Long", id, "0");
        await host.JournalAsync(id, entries => entries.Contains("started"));

        await host.Process.SignalAsync("TERM", TestContext.Current.CancellationToken);
        await using var next = await SampleHost.StartAsync(settings);
        await next.RaiseAsync(id);

        Assert.Equal("\"done\"", (await next.UntilAsync(id, "Completed")).Output);
        Assert.Single(await next.JournalAsync(id), entry => entry == "ended");
    }

    [Fact]
    public async Task Killed_LeavesNoWorkerBehind()
    {
        await using var host = await SampleHost.StartAsync(HostSettings.Sample(storage));
        var worker = await host.WorkerProcessIdAsync();

        await host.Process.KillAsync();

        await Signals.GoneAsync(worker, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Banner_OfAHost_NamesEachUrlTheTaskHubAndTheStorage()
    {
        var settings = HostSettings.Sample(storage);
        await using var host = await SampleHost.StartAsync(settings);
        (await host.GetAsync("open")).Expect(HttpStatusCode.OK);

        Assert.Contains($"{host.Client.Url}sample/v1/items/{{category", host.Process.Log, StringComparison.Ordinal);
        Assert.Contains("Tick: timerTrigger", host.Process.Log, StringComparison.Ordinal);
        Assert.Contains($" on {settings.TaskHub}", host.Process.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostStatus_OfARunningHost_IsRunning()
    {
        await using var host = await SampleHost.StartAsync(HostSettings.Sample(storage));

        var answer = await host.Client.GetAsync("admin/host/status");

        Assert.Equal("Running", answer.Expect(HttpStatusCode.OK).Json.GetProperty("state").GetString());
    }
}
