namespace DurableSagas.Sagas.Definitions.Agreements;

/// <summary>One party of an agreement, a branch or a participant: what it is asked, and what it is told then.</summary>
/// <param name="Finish">Null when it has none, which is a fault.</param>
/// <param name="Undo">Null when it has none, which is a fault.</param>
internal sealed record AgreementParty(PartyOperation Ask, PartyOperation? Finish, PartyOperation? Undo);
