using DurableSagas.EndToEnd.Tests.Throttling;
using DurableSagas.LocalHost.Azurite;

namespace DurableSagas.EndToEnd.Tests.SilentStorage;

/// <summary>A storage account that can fall silent: it takes every request of every service, and answers none.</summary>
internal sealed class SilentAccount : IAsyncDisposable
{
    private static readonly string[] _services = ["Table", "Queue", "Blob"];

    private readonly List<StorageProxy> _proxies = [];
    private readonly AzuriteProcess _azurite;

    private SilentAccount(AzuriteProcess azurite) => _azurite = azurite;

    public string ConnectionString => _proxies[^1].ConnectionString;

    public static async Task<SilentAccount> StartAsync(CancellationToken cancellationToken)
    {
        var account = new SilentAccount(await AzuriteProcess.StartAsync(new AzuriteOptions(), cancellationToken));
        foreach (var service in _services)
        {
            var storage = account._proxies.Count == 0 ? account._azurite.ConnectionString : account.ConnectionString;
            account._proxies.Add(await StorageProxy.StartAsync(storage, cancellationToken, service));
        }

        return account;
    }

    public void FallSilent() => _proxies.ForEach(proxy => proxy.IsSilent = (_, _) => true);

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }

        await _azurite.DisposeAsync();
    }
}
