namespace DurableSagas.Sagas.Outcomes;

/// <summary>The last activity of a saga: the timeline to write.</summary>
/// <param name="IsLastAttempt">True when a failure must be thrown: it ends the run, and a rewind tries again.</param>
public sealed record OutcomeCall(SagaTimeline Timeline, bool IsLastAttempt);
