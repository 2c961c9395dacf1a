using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.SubSagas;

/// <summary>Another app, whose saga has a saga as a step.</summary>
public sealed class MoveHost : IAsyncLifetime
{
    private readonly Workspace _workspace = new();
    private AzuriteProcess? _azurite;
    private LocalApp? _local;

    internal AppClient App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (LocalFactAttribute.IsLocal)
        {
            _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), CancellationToken.None);
            _local = await LocalApp.StartAsync(new LocalAppSettings(_azurite.ConnectionString, _workspace.Hub) { AppFolder = LocalApp.FolderOf("MoveApp") }, CancellationToken.None);
            App = new AppClient(_local.Url);
        }
    }

    public async ValueTask DisposeAsync()
    {
        App?.Dispose();
        await (_local?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_azurite?.DisposeAsync() ?? ValueTask.CompletedTask);
        _workspace.Dispose();
    }
}
