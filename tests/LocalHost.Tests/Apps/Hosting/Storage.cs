using DurableSagas.LocalHost.Azurite;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

[assembly: AssemblyFixture(typeof(Storage))]

namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

/// <summary>The Azurite that all hosts of these tests share, each app with names of its own in it, and a folder for task hubs in files.</summary>
public sealed class Storage : IAsyncLifetime
{
    private static int _names;
    private readonly DirectoryInfo _hubs = Directory.CreateTempSubdirectory("localhost-tests-");
    private AzuriteProcess? _azurite;

    internal string ConnectionString => _azurite?.ConnectionString ?? throw new InvalidOperationException("Azurite has not been started.");

    /// <summary>A new name for a task hub, and for the queues and rows of one run of the sample app.</summary>
    internal static string NewName() => $"run{Interlocked.Increment(ref _names)}";

    internal string TaskHubFile(string name) => Path.Combine(_hubs.FullName, $"{name}.db");

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
        _hubs.Delete(recursive: true);
    }
}
