namespace DurableSagas.SampleApp.Queues;

/// <summary>A message that is JSON.</summary>
public sealed record Parcel(string Name, int Weight);
