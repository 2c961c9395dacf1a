namespace DurableSagas.Testing.Tests.Purchasing;

/// <summary>The request of a saga whose participant keeps rows behind the barrier.</summary>
public sealed record Purchase(string Item = "apple", string Customer = "ann", int Price = 3);
