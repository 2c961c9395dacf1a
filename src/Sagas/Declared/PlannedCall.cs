using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Declared;

/// <summary>A declared call with its place in the document, and the word by which the participant knows it.</summary>
internal sealed record PlannedCall(string Place, DeclaredCall Call, ParticipantOperation Operation);
