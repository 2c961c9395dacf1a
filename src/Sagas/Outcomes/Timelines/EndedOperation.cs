namespace DurableSagas.Sagas.Outcomes.Timelines;

/// <summary>An operation that has ended, as telemetry tells it.</summary>
/// <param name="Error">Null when it succeeded.</param>
internal sealed record EndedOperation(
    string Step, StepOperation Operation, AttemptStatus Status, string? Error, DateTimeOffset StartedAt, DateTimeOffset FinishedAt);
