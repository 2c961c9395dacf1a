using DurableSagas.Participants.Barriers;

namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>The participant that keeps customers' balances and charges them.</summary>
public interface IPayments
{
    Task<Payment> ChargeAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken);

    Task RefundAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken);

    Task PutCustomerAsync(string customerId, decimal balance, CancellationToken cancellationToken);

    Task<Customer?> FindCustomerAsync(string customerId, CancellationToken cancellationToken);

    Task<Payment?> FindPaymentAsync(string orderId, CancellationToken cancellationToken);
}
