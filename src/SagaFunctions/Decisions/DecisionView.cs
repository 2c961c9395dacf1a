using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.SagaFunctions.Decisions;

/// <summary>What a participant in doubt is told of its transaction.</summary>
public sealed record DecisionView(string Id, Decision Decision, DateTimeOffset? DecidedAt);
