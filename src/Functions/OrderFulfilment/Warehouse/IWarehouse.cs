using DurableSagas.Participants.Barriers;

namespace DurableSagas.Functions.OrderFulfilment.Warehouse;

/// <summary>The participant that keeps stock and ships it.</summary>
public interface IWarehouse
{
    Task ReserveAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken);

    Task ReleaseAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken);

    /// <summary>Takes the reserved articles out of stock and records the shipment.</summary>
    Task ShipAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken);

    /// <summary>Puts the articles back, reserved as they were before.</summary>
    Task CancelShipmentAsync(BarrierCall call, PlaceOrder order, CancellationToken cancellationToken);

    Task PutStockAsync(string sku, int onHand, CancellationToken cancellationToken);

    Task<StockLevel?> FindStockAsync(string sku, CancellationToken cancellationToken);

    Task<Shipment?> FindShipmentAsync(string orderId, CancellationToken cancellationToken);
}
