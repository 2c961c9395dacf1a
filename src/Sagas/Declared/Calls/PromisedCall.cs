using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions.Agreements;

namespace DurableSagas.Sagas.Declared.Calls;

/// <summary>A later call that refers to an answer: whoever gives the answer promises that the call can be made with it.</summary>
/// <param name="IsOwn">True when the call is the participant's own: one that voted read-only never gets it, though others may refer to its answer.</param>
internal sealed record PromisedCall(DeclaredCall Call, ParticipantOperation Operation, bool IsOwn);
