using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Lists;

/// <summary>How many sagas of one version of a definition have one status.</summary>
public sealed record SagaCount(string Name, int Version, SagaStatus Status, long Count);
