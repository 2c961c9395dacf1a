using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace DurableSagas.Projections.Tests.Lists;

/// <summary>Keeps the URL of each request that goes to storage, repeated ones included.</summary>
internal sealed class CountedRequests : HttpPipelineSynchronousPolicy
{
    private ConcurrentQueue<Uri> _urls = [];

    public override void OnSendingRequest(HttpMessage message) => _urls.Enqueue(message.Request.Uri.ToUri());

    /// <summary>What went out since this was called last.</summary>
    public IReadOnlyCollection<Uri> Take() => Interlocked.Exchange(ref _urls, []);
}
