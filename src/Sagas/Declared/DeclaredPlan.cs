using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Declared;

/// <summary>The steps by which the engine runs a declared transaction; a pure function of the document.</summary>
internal static class DeclaredPlan
{
    public static IReadOnlyList<PlannedStep> Of(DeclaredTransaction document)
    {
        var parts = DeclaredPart.Of(document);
        return document.Protocol switch
        {
            Protocol.Tcc => Tcc(parts),
            Protocol.TwoPhaseCommit => TwoPhase(parts, DeclaredPolicy.DurationOf(document.PrepareWithin)),
            _ => Saga(parts, document.Steps ?? []),
        };
    }

    private static PlannedStep[] Saga(IReadOnlyList<DeclaredPart> parts, IReadOnlyList<DeclaredStep> steps) => [.. steps.Select((step, ordinal) =>
    {
        var (part, hasCompensation) = (parts[ordinal], step.Compensation is not null);
        var definition = new StepDefinition
        {
            Name = step.Name,
            Action = Call(step.Name),
            Compensation = hasCompensation ? Call($"{step.Name}/compensation") : null,
            Kind = step.Kind,
            After = step.After ?? (ordinal == 0 ? [] : [steps[ordinal - 1].Name]),
            Attempts = DeclaredPolicy.Of(part, "retry", step.Kind.StandardPolicy()),
            CompensationAttempts = DeclaredPolicy.Of(part, "compensationRetry", AttemptPolicy.Patient),
        };
        return new PlannedStep(part, definition, Planned(part, "action", ParticipantOperation.Action), hasCompensation ? Planned(part, "compensation", ParticipantOperation.Compensation) : null);
    })];

    private static PlannedStep[] Tcc(IReadOnlyList<DeclaredPart> branches)
    {
        PlannedStep[] tries = [.. branches.Select(branch => new PlannedStep(branch, Revocable(branch, "try", "cancel"), Planned(branch, "try", ParticipantOperation.Try), Planned(branch, "cancel", ParticipantOperation.Cancel)))];
        return [.. tries, .. branches.Select(branch => new PlannedStep(branch, Final(branch, "confirm", tries.Select(step => step.Definition)), Planned(branch, "confirm", ParticipantOperation.Confirm)))];
    }

    private static PlannedStep[] TwoPhase(IReadOnlyList<DeclaredPart> voters, TimeSpan? prepareWithin)
    {
        PlannedStep[] prepares = [.. voters.Select(voter => new PlannedStep(voter, WithinReason(Revocable(voter, "prepare", "abort"), prepareWithin), Planned(voter, "prepare", ParticipantOperation.Prepare), Planned(voter, "abort", ParticipantOperation.Abort)))];
        var decision = DecisionStep.After(prepares.Select(step => step.Definition));
        return [.. prepares, new PlannedStep(null, decision), .. voters.Select(voter => new PlannedStep(voter, Final(voter, "commit", [decision]), Planned(voter, "commit", ParticipantOperation.Commit)))];
    }

    // An attempt in flight is always awaited: a longer one would hold everybody's locks beyond the time for votes.
    private static StepDefinition WithinReason(StepDefinition prepare, TimeSpan? prepareWithin) =>
        prepareWithin is { } time && time < prepare.Attempts.Timeout ? prepare with { Attempts = prepare.Attempts with { Timeout = time } } : prepare;

    private static StepDefinition Revocable(DeclaredPart part, string action, string compensation) => new()
    {
        Name = $"{part.Name}/{action}",
        Action = Call($"{part.Name}/{action}"),
        Compensation = Call($"{part.Name}/{compensation}"),
        Kind = StepKind.Compensable,
        After = [],
        Attempts = DeclaredPolicy.Of(part, "retry", AttemptPolicy.Forward),
        CompensationAttempts = DeclaredPolicy.Of(part, $"{compensation}Retry", AttemptPolicy.Patient),
    };

    private static StepDefinition Final(DeclaredPart part, string action, IEnumerable<StepDefinition> after) => new()
    {
        Name = $"{part.Name}/{action}",
        Action = Call($"{part.Name}/{action}"),
        Kind = StepKind.Retriable,
        After = [.. after.Select(step => step.Name)],
        Attempts = DeclaredPolicy.Of(part, $"{action}Retry", AttemptPolicy.Patient),
        CompensationAttempts = AttemptPolicy.Patient,
    };

    private static StepWork.Activity Call(string key) => new(DeclaredSaga.CallParticipant) { Key = key };

    private static PlannedCall Planned(DeclaredPart part, string member, ParticipantOperation operation) => new($"{part.Place}/{member}", part.Calls[member], operation);
}
