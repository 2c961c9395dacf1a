using System.Net;
using System.Net.Sockets;
using DurableSagas.EmbeddedHost.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace DurableSagas.EmbeddedHost.Tests.Hosting;

public sealed class DevelopmentStorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CapturedLogs _logs = new();

    public void Dispose()
    {
        _folder.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task Start_DevelopmentStorageAndNobodyListens_StartsAzuriteWithItsDataBelowTheRoot()
    {
        await using (var storage = Storage("UseDevelopmentStorage=true;", (0, 0, 0)))
        {
            await storage.StartAsync(TestContext.Current.CancellationToken);
        }

        Assert.Single(_logs.Lines, line => line.Contains("Starting Azurite", StringComparison.Ordinal));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(_folder.Path, ".azurite")));
    }

    [Fact]
    public async Task Start_SomebodyListens_UsesThat()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await using var storage = Storage("usedevelopmentstorage=true", (0, 0, ((IPEndPoint)other.LocalEndpoint).Port));

        await storage.StartAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_logs.Lines);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=eA==")]
    public async Task Start_OtherStorage_NeedsNoAzurite(string? connection)
    {
        await using var storage = Storage(connection, (0, 0, 0));

        await storage.StartAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_logs.Lines);
    }

    private DevelopmentStorage Storage(string? connection, (int Blob, int Queue, int Table) ports)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create(DevelopmentStorage.ConnectionName, connection)])
            .Build();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        var folders = new HostFolders(_folder.Path, _folder.Path);
        return new DevelopmentStorage(configuration, folders, loggers.CreateLogger<DevelopmentStorage>()) { Ports = ports };
    }
}
