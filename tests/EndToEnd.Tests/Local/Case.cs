using DurableSagas.EndToEnd.Tests.OrderFulfilment;

namespace DurableSagas.EndToEnd.Tests.Local;

/// <summary>A kind of order, and how it must end however often the app dies under it.</summary>
internal sealed record Case(string Name, string Status, Effects Effects, Func<Order, Order> Change)
{
    private static readonly Effects _refunded = new("Refunded", null, null);
    private static readonly Effects _calledBack = new("Refunded", "Cancelled", null);

    public static IReadOnlyList<Case> All { get; } =
    [
        Completes("plain", order => order),
        Completes("charge fails twice", order => order.With("ChargePayment", "fail:2")),
        Completes("receipt fails three times", order => order.With("SendReceipt", "fail:3")),
        Completes("every step fails once", order => order.With("ReserveStock", "fail:1").With("ChargePayment", "fail:1").With("ShipOrder", "fail:1").With("SendReceipt", "fail:1")),
        Undone("too dear", Effects.None, order => order with { Lines = [.. order.Lines.Select(line => line with { UnitPrice = 999_999m })] }),
        Undone("out of stock", Effects.None, order => order with { Lines = [.. order.Lines.Select(line => line with { Quantity = 999_999 })] }),
        Undone("reservation unknown", Effects.None, order => order.With("ReserveStock", "fail-after")),
        Undone("charge never made", Effects.None, order => order.With("ChargePayment", "fail")),
        Undone("charge unknown", _refunded, order => order.With("ChargePayment", "fail-after")),
        Undone("charge hangs", _refunded, order => order.With("ChargePayment", "hang")),
        Undone("shipment refused", _refunded, order => order.With("ShipOrder", "refuse").With("RefundPayment", "fail:2")),
        Undone("shipment unknown", _calledBack, order => order.With("ShipOrder", "fail-after").With("CancelShipment", "fail:2").With("ReleaseStock", "fail:1")),
    ];

    private static Case Completes(string name, Func<Order, Order> change) => new(name, "Completed", Effects.All, change);

    private static Case Undone(string name, Effects effects, Func<Order, Order> change) => new(name, "Compensated", effects, change);
}
