using System.Net;
using System.Net.Sockets;
using DurableSagas.LocalHost.Azurite;
using DurableSagas.LocalHost.Settings;
using DurableSagas.LocalHost.Startup;
using DurableSagas.LocalHost.Tests.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace DurableSagas.LocalHost.Tests.Startup;

public sealed class DevelopmentStorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CapturedLogs _logs = new();

    public DevelopmentStorageTests() => _folder.WriteApp();

    public void Dispose()
    {
        _folder.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Start_DevelopmentStorageAndNobodyListens_StartsAzuriteWithItsDataBelowTheWorkingFolder()
    {
        await using (var storage = Storage("UseDevelopmentStorage=true;", (0, 0, 0)))
        {
            await storage.StartingAsync(TestContext.Current.CancellationToken);
        }

        Assert.Single(_logs.Lines, line => line.Contains("Starting Azurite", StringComparison.Ordinal));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_folder.Path, ".azurite"), "__azurite_db_*"));
    }

    [Fact]
    public async Task Start_SomebodyListensOnAllPorts_UsesThat()
    {
        using var blob = Listener();
        using var queue = Listener();
        using var table = Listener();
        await using var storage = Storage("usedevelopmentstorage=true", (Port(blob), Port(queue), Port(table)));

        await storage.StartingAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_logs.Lines);
    }

    [Fact]
    public async Task Start_SomebodyHasOneOfThePorts_IsRefused()
    {
        using var other = Listener();
        await using var storage = Storage("UseDevelopmentStorage=true", (0, Port(other), 0));

        var exception = await Assert.ThrowsAsync<HostStartException>(() => storage.StartingAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            $"Of the emulator's ports 0, {Port(other)}, 0 some process has {Port(other)} only, so it is no Azurite with blobs, queues and tables. " +
            "End that process, or set 'AzureWebJobsStorage' to the connection string of other storage.",
            exception.Message);
    }

    [Fact]
    public async Task Start_DataFolderInUse_SaysWhatToDo()
    {
        using var other = AzuriteFolder.Take(Path.Combine(_folder.Path, ".azurite"));
        await using var storage = Storage("UseDevelopmentStorage=true", (0, 0, 0));

        var exception = await Assert.ThrowsAsync<HostStartException>(() => storage.StartingAsync(TestContext.Current.CancellationToken));

        Assert.StartsWith($"Azurite's data folder '{Path.Combine(_folder.Path, ".azurite")}' cannot be used: ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("Where another host runs in this folder, stop it, or start this one in another.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=eA==")]
    public async Task Start_OtherStorage_NeedsNoAzurite(string? connection)
    {
        await using var storage = Storage(connection, (0, 0, 0));

        await storage.StartingAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_logs.Lines);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, ".azurite")));
    }

    private static TcpListener Listener()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private DevelopmentStorage Storage(string? connection, (int Blob, int Queue, int Table) ports)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(StorageName.Connection, connection)]).Build();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        var settings = new HostSettings(new HostArguments(_folder.Path), configuration, _folder.Path);
        return new DevelopmentStorage(configuration, settings, loggers.CreateLogger<DevelopmentStorage>()) { Ports = ports };
    }
}
