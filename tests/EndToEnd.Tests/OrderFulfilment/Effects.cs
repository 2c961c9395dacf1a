namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

/// <summary>What an order has left with the participants; null where there is nothing.</summary>
/// <param name="Copies">How often the receipt was sent.</param>
internal sealed record Effects(string? Payment, string? Shipment, int? Copies)
{
    public static Effects None { get; } = new(null, null, null);

    public static Effects All { get; } = new("Charged", "Shipped", 1);
}
