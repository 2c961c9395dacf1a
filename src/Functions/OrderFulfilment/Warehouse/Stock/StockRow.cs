using Azure;
using Azure.Data.Tables;
using DurableSagas.Participants.Tables;

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

    public static string Key(string sku) => TableKey.Join("stock", sku);

    /// <summary>The article; no property, which would be a column.</summary>
    public string Sku() => TableKey.Unescape(RowKey.Split(TableKey.Separator)[1]);
}
