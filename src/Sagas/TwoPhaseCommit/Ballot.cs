using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.TwoPhaseCommit;

/// <summary>A participant's vote, and why, if it is <see cref="Vote.Abort"/>.</summary>
public sealed record Ballot(Vote Vote, string? Reason = null);
