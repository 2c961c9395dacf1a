namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

/// <summary>One line of an order's body.</summary>
internal sealed record Line(string Sku, int Quantity, decimal UnitPrice);
