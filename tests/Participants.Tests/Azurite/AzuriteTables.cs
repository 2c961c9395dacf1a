using System.Diagnostics;
using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Data.Tables;
using DurableSagas.Participants.Tests.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteTables))]

namespace DurableSagas.Participants.Tests.Azurite;

/// <summary>The real emulator, on ports that the system chose, its data in a temporary folder.</summary>
public sealed partial class AzuriteTables : IAsyncLifetime
{
    private const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly DirectoryInfo _workspace = Directory.CreateTempSubdirectory("participants-tests-");
    private Process? _process;
    private Uri? _endpoint;

    public async ValueTask InitializeAsync()
    {
        _process = Start();
        _endpoint = await FindEndpointAsync(_process);

        // The pipes must stay empty, or the emulator would stop at a full one.
        _process.BeginErrorReadLine();
        _ = DrainAsync(_process.StandardOutput);
    }

    public async Task<TableClient> CreateTableAsync(CancellationToken cancellationToken)
    {
        var table = new TableClient(_endpoint, $"T{Guid.NewGuid():N}", new TableSharedKeyCredential("devstoreaccount1", AccountKey), new TableClientOptions { Retry = { Mode = RetryMode.Fixed, Delay = TimeSpan.FromMilliseconds(10) } });
        await table.CreateAsync(cancellationToken);
        return table;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _workspace.Delete(recursive: true);
    }

    private Process Start()
    {
        string[] emulator = ["--blobPort", "0", "--queuePort", "0", "--tablePort", "0", "--location", _workspace.FullName, "--skipApiVersionCheck", "--disableTelemetry"];
        var installed = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "azurite")));
        var command = installed ? "azurite" : "npx";
        string[] arguments = installed ? emulator : ["--yes", "azurite@3.37.0", .. emulator];

        return Process.Start(new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = _workspace.FullName,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
    }

    private static async Task<Uri> FindEndpointAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } listening)
            {
                return new Uri($"{listening.Value}/devstoreaccount1");
            }
        }

        throw new InvalidOperationException($"Azurite ended before it listened: {await process.StandardError.ReadToEndAsync()}");
    }

    private static async Task DrainAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is not null)
        {
        }
    }

    [GeneratedRegex(@"(?<=Table service is successfully listening at )http://127\.0\.0\.1:\d+")]
    private static partial Regex Listening();
}
