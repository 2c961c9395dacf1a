using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions.Agreements;

namespace DurableSagas.Sagas.Declared.Planning;

/// <summary>A declared call with its place in the document, and the word by which the participant knows it.</summary>
internal sealed record PlannedCall(string Place, DeclaredCall Call, ParticipantOperation Operation);
