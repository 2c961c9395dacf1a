using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Steps.Recording;

/// <summary>How a last attempt failed, and left the saga stuck.</summary>
/// <param name="Error">Null when nobody knows it.</param>
internal sealed record LastFailure(AttemptStatus Status, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, string? Error);
