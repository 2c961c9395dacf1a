using DurableSagas.BenchmarkPeers.Driving;
using MassTransit;
using MassTransit.Courier.Contracts;

namespace DurableSagas.BenchmarkPeers.Courier;

/// <summary>Hears that a routing slip has completed, or has been compensated.</summary>
internal sealed class EndConsumer(Ends ends) : IConsumer<RoutingSlipFaulted>, IConsumer<RoutingSlipCompleted>
{
    public const string Id = nameof(Id);

    public Task Consume(ConsumeContext<RoutingSlipFaulted> context)
    {
        ends.Ended((string)context.Message.Variables[Id], PeerWorkload.Trip);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<RoutingSlipCompleted> context)
    {
        ends.Ended((string)context.Message.Variables[Id], PeerWorkload.Sequence);
        return Task.CompletedTask;
    }
}
