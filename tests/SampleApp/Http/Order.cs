namespace DurableSagas.SampleApp.Http;

/// <summary>A body that is bound.</summary>
public sealed record Order(string Item, int Quantity);
