using DurableSagas.LocalHost.Tests.Apps.Hosting;

namespace DurableSagas.LocalHost.Tests.Apps.Worker;

/// <summary>What does not start is one error that says why.</summary>
public sealed class WorkerStartTests(Storage storage)
{
    [Theory]
    [InlineData("exit", "The sample worker does as it was told: exit")]
    [InlineData("throw", "The sample worker was told to throw.")]
    public async Task Worker_ThatEndsAtOnce_EndsTheHostWithItsLastLines(string fault, string lastLine)
    {
        var settings = HostSettings.Sample(storage).With(("SAMPLE_FAULT", fault));

        var (exitCode, log) = await HostProcess.RunAsync(settings, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(lastLine, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_ThatIsNoApp_EndsTheHostAndNamesWhatIsMissing()
    {
        var settings = HostSettings.Sample(storage) with { AppFolder = Path.GetTempPath() };

        var (exitCode, log) = await HostProcess.RunAsync(settings, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("worker.config.json", log, StringComparison.Ordinal);
    }
}
