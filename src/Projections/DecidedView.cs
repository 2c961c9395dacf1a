using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.Projections;

/// <summary>What a two-phase commit has decided.</summary>
/// <param name="At">When; null while it is undecided.</param>
public sealed record DecidedView(Decision Decision, DateTimeOffset? At);
