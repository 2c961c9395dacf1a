namespace DurableSagas.Functions.OrderFulfilment.Warehouse.Stock;

/// <summary>Stock of one article.</summary>
/// <param name="OnHand">Pieces in the warehouse, reserved ones among them.</param>
/// <param name="Reserved">Pieces set aside for orders that have not shipped.</param>
public sealed record StockLevel(string Sku, int OnHand, int Reserved);
