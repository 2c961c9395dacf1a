namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>A customer's account.</summary>
public sealed record Customer(string Id, decimal Balance);
