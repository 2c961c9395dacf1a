using DurableSagas.Sagas;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections.Lists;

/// <summary>A saga as lists show it.</summary>
public sealed record IndexEntry(string Id, string Name, Protocol Protocol, int Version, SagaStatus Status, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Sequence);
