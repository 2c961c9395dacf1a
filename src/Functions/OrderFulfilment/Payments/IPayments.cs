using DurableSagas.Participants.Barriers;

namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>What the saga asks of the participant that charges customers: all that stands in for it in a test, or takes its place.</summary>
public interface IPayments
{
    Task<Payment> ChargeAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken);

    Task RefundAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken);
}
