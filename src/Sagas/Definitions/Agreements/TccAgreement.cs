namespace DurableSagas.Sagas.Definitions.Agreements;

/// <summary>Every branch is tried; then all are confirmed, or what was tried is cancelled. The decision is in the durable history.</summary>
internal sealed record TccAgreement : Agreement
{
    public override Protocol Protocol => Protocol.Tcc;

    public override string Party => "Branch";

    public override string Member => "branches";

    public override ParticipantOperation Asks => ParticipantOperation.Try;

    public override ParticipantOperation Finishes => ParticipantOperation.Confirm;

    public override ParticipantOperation Undoes => ParticipantOperation.Cancel;

    public override bool Reserves => true;
}
