using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>An app of a test class's own on LocalHost, with storage of its own; where the app under test is given, there is none.</summary>
public abstract class OwnApp : IAsyncLifetime
{
    private readonly Workspace _workspace = new();
    private AzuriteProcess? _azurite;
    private LocalApp? _local;
    private AppClient? _app;

    internal AppClient App => _app!;

    internal string Storage => _azurite!.ConnectionString;

    internal TaskHub Hub => _workspace.Hub;

    internal string Log => _local!.Log;

    public async ValueTask InitializeAsync()
    {
        if (LocalFactAttribute.IsLocal)
        {
            _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
            _local = await LocalApp.StartAsync(await SettingsAsync(), CancellationToken.None);
            _app = new AppClient(_local.Url);
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        _app?.Dispose();
        await (_local?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
        _workspace.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract Task<LocalAppSettings> SettingsAsync();
}
