using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Steps;

/// <summary>What an attempt changes in the view: the saga's row and one step's.</summary>
/// <param name="ParentId">The saga that this one is a step of: it is stuck when this one is.</param>
/// <param name="Error">The saga's error: only a stuck saga has one.</param>
public sealed record StepChange(string InstanceId, string? ParentId, string Saga, Protocol Protocol, int Version, long Sequence, SagaStatus Status, string? Error, StepTimeline Step);
