namespace DurableSagas.SampleApp.Orchestrations;

/// <summary>A word, and whose journal it goes into.</summary>
public sealed record Saying(string Subject, string Word);
