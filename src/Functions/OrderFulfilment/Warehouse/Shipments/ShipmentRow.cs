using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

namespace DurableSagas.Functions.OrderFulfilment.Warehouse.Shipments;

/// <summary>One order's shipment.</summary>
internal sealed class ShipmentRow : ITableEntity
{
    public string PartitionKey { get; set; } = TableWarehouse.Partition;

    public string RowKey { get; set; } = string.Empty;

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string OrderId { get; set; } = string.Empty;

    public string Saga { get; set; } = string.Empty;

    public string Status { get; set; } = nameof(ShipmentStatus.Shipped);

    public string Address { get; set; } = string.Empty;

    public DateTimeOffset ShippedAt { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    public static string Key(string orderId) => TableKey.Join("shipment", orderId);

    public Shipment ToShipment() => new(OrderId, Enum.Parse<ShipmentStatus>(Status), Address, ShippedAt, CancelledAt);
}
