namespace DurableSagas.SampleApp.Orchestrations;

/// <summary>How long an activity runs at least, before it waits for the flag of the same name as its subject.</summary>
public sealed record LongSaying(string Subject, int Seconds);
