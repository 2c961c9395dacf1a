using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.Sagas.Definitions.Agreements;

/// <summary>Every participant prepares and votes; the decision is durable before anyone is told; then all commit, or all abort.</summary>
internal sealed record TwoPhaseAgreement : Agreement
{
    public override Protocol Protocol => Protocol.TwoPhaseCommit;

    public override string Party => "Participant";

    public override string Member => "participants";

    public override ParticipantOperation Asks => ParticipantOperation.Prepare;

    public override ParticipantOperation Finishes => ParticipantOperation.Commit;

    public override ParticipantOperation Undoes => ParticipantOperation.Abort;

    public override bool Votes => true;

    protected override IEnumerable<StepDefinition> Deciding(IReadOnlyList<StepDefinition> asking) =>
    [
        new()
        {
            Name = DecisionRecorder.RecordDecision,
            Action = new StepWork.Activity(DecisionRecorder.RecordDecision),
            Compensation = new StepWork.Activity(DecisionRecorder.RecordDecision) { Key = $"{DecisionRecorder.RecordDecision}/abort" },
            Kind = StepKind.Pivot,
            After = [.. asking.Select(step => step.Name)],
            Attempts = AttemptPolicy.Patient,
            CompensationAttempts = AttemptPolicy.Patient,
            // A half-known commit can be neither kept nor taken back; and an abort is decided before anybody is told, whatever came before.
            AsksUntilKnown = true,
            CompensatesAlways = true,
        },
    ];
}
