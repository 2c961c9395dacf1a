using System.Diagnostics;
using DurableSagas.LocalHost.Azurite;
using DurableSagas.LocalHost.Tests.Host;

namespace DurableSagas.LocalHost.Tests.Azurite;

public sealed class AzuriteFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WaitForOrphan_HostWasKilled_EndsWithItsAzurite()
    {
        var untilItsInputEnds = new ProcessStartInfo("node", ["--eval", "process.stdin.resume()"]) { RedirectStandardInput = true };
        using var azurite = Process.Start(untilItsInputEnds)!;
        LeftBehind(azurite.Id);

        var waiting = AzuriteFolder.WaitForOrphanAsync(_folder.Path, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);
        azurite.StandardInput.Close();
        await waiting;

        Assert.True(azurite.HasExited);
    }

    [Fact]
    public void WaitForOrphan_HostLivesStill_DoesNotWait()
    {
        using var folder = AzuriteFolder.Take(_folder.Path);
        folder.Holds(Environment.ProcessId);

        Assert.True(AzuriteFolder.WaitForOrphanAsync(_folder.Path, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("no number")]
    [InlineData("0")]
    [InlineData("2147483647")]
    public void WaitForOrphan_NoSuchProcess_DoesNotWait(string text)
    {
        _folder.Write("localhost.pid", text);

        Assert.True(AzuriteFolder.WaitForOrphanAsync(_folder.Path, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Fact]
    public void Dispose_LeavesTheFolderToTheNext()
    {
        using (var folder = AzuriteFolder.Take(_folder.Path))
        {
            folder.Holds(Environment.ProcessId);
            Assert.Throws<AzuriteException>(() => AzuriteFolder.Take(_folder.Path));
        }

        using var next = AzuriteFolder.Take(_folder.Path);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "localhost.pid")));
    }

    private void LeftBehind(int processId) => _folder.Write("localhost.pid", $"{processId}");
}
