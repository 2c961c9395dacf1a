namespace DurableSagas.Participants.Leases;

/// <summary>The right to act alone, for a time.</summary>
/// <param name="Token">Grows strictly from holder to holder: who writes with an older one is refused.</param>
public sealed record Lease(string PartitionKey, string Name, string Owner, long Token, DateTimeOffset ExpiresAt);
