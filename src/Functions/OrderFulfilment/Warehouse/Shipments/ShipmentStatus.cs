namespace DurableSagas.Functions.OrderFulfilment.Warehouse.Shipments;

public enum ShipmentStatus
{
    Shipped,
    Cancelled,
}
