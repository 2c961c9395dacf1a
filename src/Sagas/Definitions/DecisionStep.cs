using DurableSagas.Sagas.TwoPhaseCommit;

namespace DurableSagas.Sagas.Definitions;

/// <summary>The pivot of every two-phase commit: the decision, durable before anyone is told.</summary>
internal static class DecisionStep
{
    public static StepDefinition After(IEnumerable<StepDefinition> prepares) => new()
    {
        Name = DecisionRecorder.RecordDecision,
        Action = new StepWork.Activity(DecisionRecorder.RecordDecision),
        Compensation = new StepWork.Activity(DecisionRecorder.RecordDecision) { Key = $"{DecisionRecorder.RecordDecision}/abort" },
        Kind = StepKind.Pivot,
        After = [.. prepares.Select(step => step.Name)],
        Attempts = AttemptPolicy.Patient,
        CompensationAttempts = AttemptPolicy.Patient,
        // A half-known commit can be neither kept nor taken back; and an abort is decided before anybody is told, whatever came before.
        AsksUntilKnown = true,
        CompensatesAlways = true,
    };
}
