using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.LocalHost.Azurite;

[assembly: AssemblyFixture(typeof(AppHost))]

namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>The app that most tests share: the one at DURABLESAGAS_URL, whatever hosts it, else one that this run starts on LocalHost.</summary>
public sealed class AppHost : IAsyncLifetime
{
    /// <summary>Where a running app is to be tested; null when the tests are to start one.</summary>
    public static Uri? GivenUrl { get; } = Environment.GetEnvironmentVariable("DURABLESAGAS_URL") is { Length: > 0 } url ? new Uri(url) : null;

    private readonly Workspace _workspace = new();
    private AzuriteProcess? _azurite;
    private LocalApp? _local;
    private AppClient? _app;

    internal AppClient App => _app ?? throw new InvalidOperationException("The app has not been started.");

    /// <summary>The storage of the app that this run started.</summary>
    internal string Storage => _azurite?.ConnectionString ?? throw new InvalidOperationException("The app under test was not started by these tests.");

    public async ValueTask InitializeAsync()
    {
        if (GivenUrl is null)
        {
            _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
            _local = await LocalApp.StartAsync(new LocalAppSettings(Storage, _workspace.Hub, WorksOffQueues: true), CancellationToken.None);
        }

        _app = new AppClient(GivenUrl ?? _local!.Url);
    }

    public async ValueTask DisposeAsync()
    {
        _app?.Dispose();
        await (_local?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
        _workspace.Dispose();
    }
}
