namespace DurableSagas.Functions.OrderFulfilment.Warehouse;

public enum ShipmentStatus
{
    Shipped,
    Cancelled,
}
