using System.Globalization;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Durable;

public sealed class LongActivityTests(Storage storage)
{
    // Longer than the minute for which host.json hides a message of the engine's: it renews what it works on.
    private const int Seconds = 75;

    [Fact]
    public async Task Activity_LongerThanItsMessageIsHidden_RunsOnce()
    {
        await using var host = await SampleHost.StartAsync(HostSettings.Sample(storage) with { TaskHub = HostSettings.AzureStorage });
        var id = SharedSampleHost.NewId("long");

        await host.RaiseAsync(id);
        var ended = await host.RunAsync("Long", id, Seconds.ToString(CultureInfo.InvariantCulture));

        Assert.Equal("\"done\"", ended.Output);
        Assert.Equal(["started", "ended"], await host.JournalAsync(id));
    }
}
