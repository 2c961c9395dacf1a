namespace DurableSagas.Functions.OrderFulfilment;

/// <summary>So many pieces of one article, at a price each.</summary>
public sealed record OrderLine(string Sku, int Quantity, decimal UnitPrice);
