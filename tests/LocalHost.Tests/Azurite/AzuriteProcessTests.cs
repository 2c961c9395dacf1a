using System.Diagnostics;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.LocalHost.Tests.Azurite;

public sealed class AzuriteProcessTests
{
    [Fact]
    public async Task StartAsync_AnyPorts_AnswersOnAllThreeUntilDisposed()
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        var endpoints = azurite.ConnectionString.Split(';').Where(part => part.Contains("Endpoint=", StringComparison.Ordinal))
            .Select(part => new Uri(part.Split('=')[1])).ToList();

        foreach (var endpoint in endpoints)
        {
            using var answer = await http.GetAsync(endpoint, TestContext.Current.CancellationToken);
        }

        await azurite.DisposeAsync();

        Assert.Equal(3, endpoints.Select(endpoint => endpoint.Port).Distinct().Count());
        foreach (var endpoint in endpoints)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(endpoint, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task StartAsync_ProcessEndsAtOnce_SaysSoWithItsErrors()
    {
        var command = new AzuriteCommand("node", ["--eval", "console.error('no licence'); process.exit(3)", "--"]);

        var exception = await Assert.ThrowsAsync<AzuriteException>(
            () => AzuriteProcess.StartAsync(command, new AzuriteOptions(), TestContext.Current.CancellationToken));

        Assert.StartsWith("Azurite ended with exit code 3 before it was ready.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ParentGone_Ends()
    {
        var command = AzuriteCommand.Find(new ProcessStartInfo().Environment["PATH"]);
        using var azurite = Process.Start(command.StartInfo(new AzuriteOptions()))!;
        await UrlAsync(azurite.StandardOutput, "Table service is successfully listening at ");

        azurite.StandardInput.Close();
        azurite.StandardOutput.Close();
        azurite.StandardError.Close();

        await azurite.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(azurite.HasExited);
    }

    [Fact]
    public void Find_NoNode_SaysWhatToInstallOrStart()
    {
        var exception = Assert.Throws<AzuriteException>(() => AzuriteCommand.Find("/nowhere"));

        Assert.Equal(
            "Azurite, the storage emulator, is not running and cannot be started: neither 'azurite' nor 'npx' is on the PATH. " +
            "Install Node.js 22 or later (https://nodejs.org), or start Azurite yourself, " +
            "or set 'AzureWebJobsStorage' to the connection string of a storage account.",
            exception.Message);
    }

    [Fact]
    public void StartInfo_DataFolder_KeepsItsDataThere()
    {
        ProcessStartInfo start = new AzuriteCommand("azurite", []).StartInfo(new AzuriteOptions { DataFolder = "/data" });

        Assert.Equal("/data", start.ArgumentList[start.ArgumentList.IndexOf("--location") + 1]);
        Assert.DoesNotContain("--inMemoryPersistence", start.ArgumentList);
    }

    private static async Task<Uri> UrlAsync(StreamReader output, string before)
    {
        while (true)
        {
            var line = await output.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.NotNull(line);
            if (line.IndexOf(before, StringComparison.Ordinal) is >= 0 and var at)
            {
                return new Uri(line[(at + before.Length)..]);
            }
        }
    }
}
