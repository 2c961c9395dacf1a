using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Declared;

/// <summary>A transaction as a caller declares it, in JSON, over registered participants.</summary>
/// <param name="Deadline">How long it may take to pass its pivot, as an ISO 8601 duration.</param>
public sealed record DeclaredTransaction(Protocol Protocol, string Name, IReadOnlyList<DeclaredStep> Steps, string? Deadline = null);
