namespace DurableSagas.Functions.OrderFulfilment.Warehouse.Shipments;

/// <summary>What the warehouse recorded of an order's shipment.</summary>
public sealed record Shipment(string OrderId, ShipmentStatus Status, string Address, DateTimeOffset ShippedAt, DateTimeOffset? CancelledAt);
