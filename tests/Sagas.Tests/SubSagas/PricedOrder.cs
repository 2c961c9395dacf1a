namespace DurableSagas.Sagas.Tests.SubSagas;

public sealed record PricedOrder(string Number, decimal Price);
