using System.Net.Sockets;
using DurableSagas.LocalHost.Azurite;
using DurableSagas.LocalHost.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Startup;

/// <summary>Sees to it that Azurite runs, before anything else starts, when the app's storage is the development storage.</summary>
internal sealed partial class DevelopmentStorage(
    IConfiguration configuration, HostSettings settings, ILogger<DevelopmentStorage> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private AzuriteFolder? _folder;
    private AzuriteProcess? _azurite;

    /// <summary>Those that the development storage's connection string means.</summary>
    public (int Blob, int Queue, int Table) Ports { get; init; } = (10000, 10001, 10002);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!StorageName.IsDevelopment(configuration))
        {
            return;
        }

        var path = Path.Combine(settings.WorkingFolder, ".azurite");
        await AzuriteFolder.WaitForOrphanAsync(path, cancellationToken);
        if (!await RunsAlreadyAsync(cancellationToken))
        {
            await StartAzuriteAsync(path, cancellationToken);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }

        _folder?.Dispose();
    }

    private async Task StartAzuriteAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            _folder = AzuriteFolder.Take(path);
            LogStarting(Ports.Blob, Ports.Queue, Ports.Table);
            var options = new AzuriteOptions { BlobPort = Ports.Blob, QueuePort = Ports.Queue, TablePort = Ports.Table, DataFolder = path };
            _azurite = await AzuriteProcess.StartAsync(options, cancellationToken);
            _folder.Holds(_azurite.ProcessId);
        }
        catch (AzuriteException exception)
        {
            // Another host may have started one in the meantime.
            if (!await RunsAlreadyAsync(cancellationToken))
            {
                throw new HostStartException(exception.Message, exception);
            }
        }
    }

    private async Task<bool> RunsAlreadyAsync(CancellationToken cancellationToken)
    {
        int[] ports = [Ports.Blob, Ports.Queue, Ports.Table];
        var taken = new List<int>();
        foreach (var port in ports)
        {
            if (await ListensAsync(port, cancellationToken))
            {
                taken.Add(port);
            }
        }

        return taken.Count is 0 or 3 ? taken.Count == 3 : throw new HostStartException(
            $"Of the emulator's ports {string.Join(", ", ports)} some process has {string.Join(" and ", taken)} only, " +
            "so it is no Azurite with blobs, queues and tables. " +
            $"End that process, or set '{StorageName.Connection}' to the connection string of other storage.");
    }

    private static async Task<bool> ListensAsync(int port, CancellationToken cancellationToken)
    {
        if (port == 0)
        {
            return false;
        }

        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Starting Azurite on ports {BlobPort}, {QueuePort} and {TablePort}; the first time, it is downloaded.")]
    private partial void LogStarting(int blobPort, int queuePort, int tablePort);
}
