namespace DurableSagas.Sagas.Outcomes;

/// <summary>An external event that could not be read as what its name stands for: it is kept here, and changed nothing.</summary>
/// <param name="Why">What was expected, and the beginning of what was found.</param>
public sealed record IgnoredEvent(string Event, DateTimeOffset At, string Why);
