namespace DurableSagas.Functions.OrderFulfilment.Receipts;

/// <summary>A receipt that was sent; how often tells whether it was sent once.</summary>
public sealed record Receipt(string OrderId, string CustomerId, decimal Total, DateTimeOffset SentAt, int Copies);
