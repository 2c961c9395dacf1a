namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

/// <summary>An article's pieces on hand, and those of them that are set aside.</summary>
internal sealed record Stock(int OnHand, int Reserved);
