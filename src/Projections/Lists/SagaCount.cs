using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Lists;

/// <summary>How many sagas of one name have one status.</summary>
public sealed record SagaCount(string Name, SagaStatus Status, long Count);
