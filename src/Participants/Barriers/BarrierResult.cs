namespace DurableSagas.Participants.Barriers;

/// <summary>How a call ended, and what the change returned; nothing when no change was ever made.</summary>
public sealed record BarrierResult<T>(BarrierOutcome Outcome, T? Value);
