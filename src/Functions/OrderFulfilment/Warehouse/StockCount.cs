namespace DurableSagas.Functions.OrderFulfilment.Warehouse;

/// <summary>The request that counts an article.</summary>
public sealed record StockCount(int OnHand);
