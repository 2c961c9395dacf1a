using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Projections;

/// <summary>A step as queries show it.</summary>
public sealed record StepView(string Name, StepStatus Status, int Attempts, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? Error);
