namespace DurableSagas.Functions.OrderFulfilment;

/// <summary>The request that starts an order's fulfilment.</summary>
public sealed record PlaceOrder(string OrderId, string CustomerId, IReadOnlyList<OrderLine> Lines, string Address)
{
    public decimal Total() => Lines.Sum(line => line.Quantity * line.UnitPrice);
}
