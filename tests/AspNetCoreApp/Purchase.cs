namespace DurableSagas.AspNetCoreApp;

/// <summary>A body that is bound.</summary>
public sealed record Purchase(string Item, int Quantity);
