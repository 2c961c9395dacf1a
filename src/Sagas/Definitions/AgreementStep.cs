namespace DurableSagas.Sagas.Definitions;

/// <summary>A step of an agreement, and whose it is.</summary>
/// <param name="Party">Null for what no party does: a decision.</param>
/// <param name="Operation">What its party does in it.</param>
internal sealed record AgreementStep(AgreementParty? Party, ParticipantOperation? Operation, StepDefinition Definition);
