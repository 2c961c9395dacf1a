namespace DurableSagas.Participants.Outboxes;

/// <summary>What one run of the relay did.</summary>
/// <param name="Relayed">Events published and removed.</param>
/// <param name="Blocked">Entities whose next event could not be published, with the reason; their later events wait behind it.</param>
public sealed record RelayResult(int Relayed, IReadOnlyDictionary<string, string> Blocked);
