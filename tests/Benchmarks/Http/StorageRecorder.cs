using System.Collections.Concurrent;
using DurableSagas.EndToEnd.Tests.Throttling;
using Microsoft.AspNetCore.Http;

namespace DurableSagas.Benchmarks.Http;

/// <summary>Stands between the app and all of its storage, and keeps what passes.</summary>
internal sealed class StorageRecorder : IAsyncDisposable
{
    // Of a round, many times over: what goes beyond means that somebody repeats without end.
    private const int Most = 1_000_000;

    private readonly List<StorageProxy> _proxies = [];
    private ConcurrentQueue<StorageRequest> _requests = [];
    private int _emptyPolls;
    private long _passed;

    public string ConnectionString { get; private set; } = string.Empty;

    public static async Task<StorageRecorder> StartAsync(string storage, CancellationToken cancellationToken)
    {
        var recorder = new StorageRecorder { ConnectionString = storage };
        foreach (var service in new[] { "Table", "Queue", "Blob" })
        {
            var proxy = await StorageProxy.StartAsync(recorder.ConnectionString, cancellationToken, service);
            proxy.Seen = (request, body) => recorder.Keep(StorageRequest.Of(service, request, body));
            proxy.Answered = (request, answer) => recorder.Note(service, request, answer);
            recorder._proxies.Add(proxy);
            recorder.ConnectionString = proxy.ConnectionString;
        }

        return recorder;
    }

    /// <summary>How many requests have passed so far that were no polls of queues.</summary>
    public long Passed => Interlocked.Read(ref _passed);

    /// <summary>How many polls of queues were answered with nothing since this was called last.</summary>
    public int TakeEmptyPolls() => Interlocked.Exchange(ref _emptyPolls, 0);

    /// <summary>What has passed since this was called last.</summary>
    public IReadOnlyCollection<StorageRequest> Take() => Interlocked.Exchange(ref _requests, []);

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }
    }

    private void Note(string service, HttpRequest request, string answer)
    {
        if (service == "Queue" && request.Method == "GET" && request.Path.Value!.EndsWith("/messages", StringComparison.Ordinal) && !answer.Contains("<MessageId>", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _emptyPolls);
        }
    }

    private void Keep(StorageRequest request)
    {
        if (!request.IsPoll && request.Service != "Blob")
        {
            Interlocked.Increment(ref _passed);
        }

        if (_requests.Count < Most)
        {
            _requests.Enqueue(request);
        }
    }
}
