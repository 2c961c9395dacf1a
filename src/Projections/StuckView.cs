using DurableSagas.Sagas.Definitions.Agreements;

namespace DurableSagas.Projections;

/// <summary>At what a saga is stuck: the attempt that a rewind makes again.</summary>
/// <param name="Saga">The saga's own id, or that of the one below it that really is stuck; its is the step.</param>
/// <param name="Step">Null where no attempt has told: the sweep found it, or its view could not be written.</param>
/// <param name="Operation">In the words of the saga's protocol.</param>
/// <param name="Activity">What was called.</param>
/// <param name="Attempt">Of a compensation by event, the number of the publication.</param>
/// <param name="Since">When that attempt failed, as far as anybody has told.</param>
public sealed record StuckView(
    string Saga, string? Step, ParticipantOperation? Operation, string? Activity, int? Attempt, string? Error, DateTimeOffset Since);
