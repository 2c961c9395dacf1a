namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>What was charged for an order, and whether it was given back.</summary>
public sealed record Payment(string OrderId, string CustomerId, decimal Amount, PaymentStatus Status, DateTimeOffset ChargedAt, DateTimeOffset? RefundedAt);
