using DurableSagas.Participants.Barriers;

namespace DurableSagas.Functions.OrderFulfilment.Receipts;

/// <summary>The participant that sends receipts.</summary>
public interface IReceipts
{
    Task SendAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken);

    Task<Receipt?> FindAsync(string orderId, CancellationToken cancellationToken);
}
