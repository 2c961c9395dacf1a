using System.Text.Json;

namespace DurableSagas.Sagas.Declared;

/// <summary>One call of a participant, ready to be made: all that its activity gets to know of the transaction.</summary>
/// <param name="Fault">Why it cannot be made: a reference that leads nowhere. The step is refused.</param>
public sealed record ParticipantCall(string Participant, string Method, string Path, JsonElement? Body, string? Fault = null);
