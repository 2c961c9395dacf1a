using Azure;
using Azure.Data.Tables;

namespace DurableSagas.Functions.OrderFulfilment.Warehouse.Stock;

/// <summary>One article's row.</summary>
internal sealed class StockRow : ITableEntity
{
    public string PartitionKey { get; set; } = TableWarehouse.Partition;

    public string RowKey { get; set; } = string.Empty;

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public int OnHand { get; set; }

    public int Reserved { get; set; }

    public static string Key(string sku) => $"stock|{sku}";
}
