using System.Net;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Timers;

public sealed class TimerTests(SharedSampleHost shared, Storage storage)
{
    [Fact]
    public async Task Timer_ByTheScheduleOfASetting_RunsAgainAndAgain()
    {
        var host = await shared.StartAsync(storage);

        var ticks = await host.JournalAsync("ticks", entries => entries.Count >= 3);

        Assert.Contains("on time", ticks);
    }

    [Fact]
    public async Task Timer_ByHand_RunsAtOnceThoughItsTimeIsFar()
    {
        var host = await shared.StartAsync(storage);
        var before = await host.JournalAsync("failing-ticks");

        (await host.Client.PostAsync("admin/functions/FailingTick", "{}")).Expect(HttpStatusCode.Accepted);

        await host.JournalAsync("failing-ticks", entries => entries.Count == before.Count + 1);
        await host.Process.SaysAsync("This timer always fails.", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Timer_ThatASettingDisables_NeverRuns()
    {
        var host = await shared.StartAsync(storage);
        var ticks = (await host.JournalAsync("ticks")).Count;

        // The disabled one would run every second, this one every other.
        await host.JournalAsync("ticks", entries => entries.Count >= ticks + 2);

        Assert.Empty(await host.JournalAsync("asleep"));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("No/Such")]
    public async Task ByHand_UnknownFunction_IsNotFound(string name)
    {
        var host = await shared.StartAsync(storage);

        var answer = await host.Client.PostAsync($"admin/functions/{name}", "{}");

        answer.Expect(HttpStatusCode.NotFound);
    }
}
