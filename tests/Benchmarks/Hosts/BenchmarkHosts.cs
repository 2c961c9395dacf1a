using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.Benchmarks.Hosts;

/// <summary>A host for each store, on one Azurite, side by side: rounds take turns, and what a machine does besides meets all of them.</summary>
internal sealed class BenchmarkHosts : IAsyncDisposable
{
    private readonly HubFolder _folder = new();
    private readonly List<BenchmarkHost> _hosts = [];
    private readonly AzuriteProcess _azurite;

    private BenchmarkHosts(AzuriteProcess azurite) => _azurite = azurite;

    public IReadOnlyList<BenchmarkHost> Hosts => _hosts;

    public static async Task<BenchmarkHosts> StartAsync(IEnumerable<StoreKind> stores, CancellationToken cancellationToken)
    {
        var hosts = new BenchmarkHosts(await AzuriteProcess.StartAsync(new AzuriteOptions(), cancellationToken));
        try
        {
            foreach (var kind in stores)
            {
                hosts._hosts.Add(await BenchmarkHost.StartAsync(kind, hosts._azurite.ConnectionString, hosts._folder, cancellationToken));
            }

            return hosts;
        }
        catch
        {
            await hosts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the host of one store, and starts one anew on what it left.</summary>
    public async Task<BenchmarkHost> RestartAsync(BenchmarkHost host, CancellationToken cancellationToken)
    {
        var place = _hosts.IndexOf(host);
        _hosts.RemoveAt(place);
        await host.DisposeAsync();
        var started = await BenchmarkHost.StartAsync(host.Kind, _azurite.ConnectionString, _folder, cancellationToken);
        _hosts.Insert(place, started);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await _azurite.DisposeAsync();
        _folder.Dispose();
    }
}
