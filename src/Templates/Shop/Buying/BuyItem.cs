namespace Shop.Buying;

/// <summary>The request that starts the saga: one piece of an item, for one customer.</summary>
public sealed record BuyItem(string Item, string Customer, decimal Price)
{
    /// <summary>As the contract at <c>/api/openapi.json</c> shows it.</summary>
    public static BuyItem Example { get; } = new("apple", "ann", 2.50m);
}
