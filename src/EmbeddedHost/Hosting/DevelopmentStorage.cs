using System.Net.Sockets;
using DurableSagas.LocalHost.Azurite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>Sees to it that Azurite runs when the app's storage is the development storage.</summary>
internal sealed partial class DevelopmentStorage(
    IConfiguration configuration, HostFolders folders, ILogger<DevelopmentStorage> logger) : IAsyncDisposable
{
    public const string ConnectionName = "AzureWebJobsStorage";

    private AzuriteProcess? _azurite;

    /// <summary>Those that the development storage's connection string means.</summary>
    public (int Blob, int Queue, int Table) Ports { get; init; } = (10000, 10001, 10002);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!IsWanted() || await AnyListensAsync(cancellationToken))
        {
            return;
        }

        LogStarting(Ports.Blob, Ports.Queue, Ports.Table);
        var options = new AzuriteOptions
        {
            BlobPort = Ports.Blob,
            QueuePort = Ports.Queue,
            TablePort = Ports.Table,
            DataFolder = Path.Combine(folders.Root, ".azurite"),
            EndsWithParent = false,
        };
        try
        {
            _azurite = await AzuriteProcess.StartAsync(options, cancellationToken);
        }
        catch (AzuriteException exception)
        {
            // Another host may have started one in the meantime.
            if (!await AnyListensAsync(cancellationToken))
            {
                throw new HostStartException(exception.Message, exception);
            }
        }
    }

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;

    private bool IsWanted() => configuration[ConnectionName]?.Split(';', StringSplitOptions.TrimEntries)
        .Contains("UseDevelopmentStorage=true", StringComparer.OrdinalIgnoreCase) is true;

    private async Task<bool> AnyListensAsync(CancellationToken cancellationToken)
    {
        foreach (var port in (int[])[Ports.Blob, Ports.Queue, Ports.Table])
        {
            if (await ListensAsync(port, cancellationToken))
            {
                return true;
            }
        }

        return false;
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
