using DurableSagas.LocalHost.Azurite;
using DurableSagas.LocalHost.Tests.Apps.Hosting;

[assembly: AssemblyFixture(typeof(Storage))]

namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

/// <summary>The Azurite that all hosts of these tests share; each app has names of its own in it.</summary>
public sealed class Storage : IAsyncLifetime
{
    private static int _names;
    private AzuriteProcess? _azurite;

    internal string ConnectionString => _azurite?.ConnectionString ?? throw new InvalidOperationException("Azurite has not been started.");

    /// <summary>A new name for a task hub, and for the queues and rows of one run of the sample app.</summary>
    internal static string NewName() => $"run{Interlocked.Increment(ref _names)}";

    public async ValueTask InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
