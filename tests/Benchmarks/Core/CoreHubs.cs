using DurableSagas.Benchmarks.Hosts;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.Benchmarks.Core;

/// <summary>A hub on each store, side by side: rounds take turns.</summary>
internal sealed class CoreHubs : IAsyncDisposable
{
    private readonly HubFolder _folder = new();
    private readonly List<CoreHub> _hubs = [];
    private readonly AzuriteProcess _azurite;

    private CoreHubs(AzuriteProcess azurite) => _azurite = azurite;

    public IReadOnlyList<CoreHub> Hubs => _hubs;

    public static async Task<CoreHubs> StartAsync(IEnumerable<StoreKind> stores, CancellationToken cancellationToken)
    {
        var hubs = new CoreHubs(await AzuriteProcess.StartAsync(new AzuriteOptions(), cancellationToken));
        try
        {
            foreach (var kind in stores)
            {
                hubs._hubs.Add(await CoreHub.StartAsync(kind, hubs._azurite.ConnectionString, hubs._folder.File, cancellationToken));
            }

            return hubs;
        }
        catch
        {
            await hubs.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hub in _hubs)
        {
            await hub.DisposeAsync();
        }

        await _azurite.DisposeAsync();
        _folder.Dispose();
    }
}
