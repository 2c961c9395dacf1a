namespace DurableSagas.Functions.OrderFulfilment;

/// <summary>The request that starts an order's fulfilment.</summary>
public sealed record PlaceOrder(string OrderId, string CustomerId, IReadOnlyList<OrderLine> Lines, string Address)
{
    /// <summary>As the contract shows it.</summary>
    public static PlaceOrder Example { get; } = new("o-1", "rich", [new OrderLine("sku-1", 2, 10.00m)], "1 Main Street");

    public decimal Total() => Lines.Sum(line => line.Quantity * line.UnitPrice);
}
