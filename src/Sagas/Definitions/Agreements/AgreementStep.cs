namespace DurableSagas.Sagas.Definitions.Agreements;

/// <summary>A step of an agreement, and whose it is.</summary>
/// <param name="Party">The party's place among all; null for what no party does: a decision.</param>
/// <param name="Operation">What its party does in it.</param>
internal sealed record AgreementStep(int? Party, ParticipantOperation? Operation, StepDefinition Definition);
