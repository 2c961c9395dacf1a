using Azure.Core;
using Azure.Core.Pipeline;

namespace DurableSagas.SagaFunctions.Tests.Telemetry;

/// <summary>Counts what is sent to storage, repetitions included: what is billed.</summary>
internal sealed class CountedRequests : HttpPipelineSynchronousPolicy
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _count);
}
