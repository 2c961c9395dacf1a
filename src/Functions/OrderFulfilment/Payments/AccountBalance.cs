namespace DurableSagas.Functions.OrderFulfilment.Payments;

/// <summary>The request that sets a customer's balance.</summary>
public sealed record AccountBalance(decimal Balance);
