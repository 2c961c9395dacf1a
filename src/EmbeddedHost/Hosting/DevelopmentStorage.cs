using System.Net.Sockets;
using DurableSagas.EmbeddedHost.Azurite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Hosting;

/// <summary>Sees to it that Azurite runs when the app's storage is the development storage.</summary>
internal sealed partial class DevelopmentStorage(
    IConfiguration configuration, HostFolders folders, ILogger<DevelopmentStorage> logger) : IAsyncDisposable
{
    public const string ConnectionName = "AzureWebJobsStorage";
    private const int BlobPort = 10000;
    private const int QueuePort = 10001;
    private const int TablePort = 10002;

    private AzuriteProcess? _azurite;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!IsWanted() || await AnyListensAsync(cancellationToken))
        {
            return;
        }

        LogStarting(BlobPort, TablePort);
        var options = new AzuriteOptions
        {
            BlobPort = BlobPort,
            QueuePort = QueuePort,
            TablePort = TablePort,
            DataFolder = Path.Combine(folders.Root, ".azurite"),
            EndsWithParent = false,
        };
        try
        {
            _azurite = await AzuriteProcess.StartAsync(options, cancellationToken);
        }
        catch (AzuriteException exception)
        {
            throw new HostStartException(exception.Message, exception);
        }
    }

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;

    private bool IsWanted() => configuration[ConnectionName]?.Split(';', StringSplitOptions.TrimEntries)
        .Contains("UseDevelopmentStorage=true", StringComparer.OrdinalIgnoreCase) is true;

    private static async Task<bool> AnyListensAsync(CancellationToken cancellationToken)
    {
        foreach (var port in (int[])[BlobPort, QueuePort, TablePort])
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

    [LoggerMessage(1, LogLevel.Information, "Starting Azurite on ports {FirstPort} to {LastPort}; the first time, it is downloaded.")]
    private partial void LogStarting(int firstPort, int lastPort);
}
