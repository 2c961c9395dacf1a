using System.Collections.Concurrent;
using DurableSagas.EndToEnd.Tests.Throttling;

namespace DurableSagas.Benchmarks.Http;

/// <summary>Stands between the app and all of its storage, and keeps what passes.</summary>
internal sealed class StorageRecorder : IAsyncDisposable
{
    // Of a round, many times over: what goes beyond means that somebody repeats without end.
    private const int Most = 1_000_000;

    private readonly List<StorageProxy> _proxies = [];
    private ConcurrentQueue<StorageRequest> _requests = [];

    public string ConnectionString { get; private set; } = string.Empty;

    public static async Task<StorageRecorder> StartAsync(string storage, CancellationToken cancellationToken)
    {
        var recorder = new StorageRecorder { ConnectionString = storage };
        foreach (var service in new[] { "Table", "Queue", "Blob" })
        {
            var proxy = await StorageProxy.StartAsync(recorder.ConnectionString, cancellationToken, service);
            proxy.Seen = (request, body) => recorder.Keep(StorageRequest.Of(service, request, body));
            recorder._proxies.Add(proxy);
            recorder.ConnectionString = proxy.ConnectionString;
        }

        return recorder;
    }

    /// <summary>What has passed since this was called last.</summary>
    public IReadOnlyCollection<StorageRequest> Take() => Interlocked.Exchange(ref _requests, []);

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }
    }

    private void Keep(StorageRequest request)
    {
        if (_requests.Count < Most)
        {
            _requests.Enqueue(request);
        }
    }
}
