using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Outcomes;

/// <summary>An operation that the orchestrator itself waited for, an approval or a sub-saga: no activity saw it end, so the one that tells of the whole saga tells of it.</summary>
/// <param name="Error">Null when it succeeded.</param>
public sealed record AwaitedOperation(string Step, StepOperation Operation, AttemptStatus Status, string? Error, DateTimeOffset StartedAt, DateTimeOffset FinishedAt);
