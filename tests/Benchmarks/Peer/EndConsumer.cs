using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Courier.Contracts;

namespace DurableSagas.Benchmarks.Peer;

/// <summary>Hears that a routing slip has been compensated, and tells whoever waits for it.</summary>
internal sealed class EndConsumer(ConcurrentDictionary<Guid, TaskCompletionSource> ended) : IConsumer<RoutingSlipFaulted>
{
    public Task Consume(ConsumeContext<RoutingSlipFaulted> context)
    {
        if (ended.TryRemove(context.Message.TrackingNumber, out var waiting))
        {
            waiting.SetResult();
        }

        return Task.CompletedTask;
    }
}
