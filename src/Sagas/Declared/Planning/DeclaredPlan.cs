using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;

namespace DurableSagas.Sagas.Declared.Planning;

/// <summary>The steps by which the engine runs a declared transaction; a pure function of the document.</summary>
internal static class DeclaredPlan
{
    public static IReadOnlyList<PlannedStep> Of(DeclaredTransaction document)
    {
        var parts = DeclaredPart.Of(document);
        return Agreement.Of(document.Protocol) is { } agreement
            ? Agreed(agreement, parts, DeclaredPolicy.DurationOf(document.PrepareWithin))
            : Saga(parts, document.Steps ?? []);
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
        return new PlannedStep(
            part,
            definition,
            Planned(part, "action", ParticipantOperation.Action),
            hasCompensation ? Planned(part, "compensation", ParticipantOperation.Compensation) : null);
    })];

    private static PlannedStep[] Agreed(Agreement agreement, IReadOnlyList<DeclaredPart> parts, TimeSpan? askWithin)
    {
        AgreementParty[] parties = [.. parts.Select(part => PartyOf(agreement, part, askWithin))];
        return [.. agreement.Steps(parties).Select(step => step is { Party: { } party, Operation: { } operation }
            ? PlannedOf(agreement, parts[party], operation, step.Definition)
            : new PlannedStep(null, step.Definition))];
    }

    private static PlannedStep PlannedOf(Agreement agreement, DeclaredPart part, ParticipantOperation operation, StepDefinition step) =>
        new(
            part,
            step,
            Planned(part, Agreement.NameOf(operation), operation),
            operation.Asks() ? Planned(part, Agreement.NameOf(agreement.Undoes), agreement.Undoes) : null);

    private static AgreementParty PartyOf(Agreement agreement, DeclaredPart part, TimeSpan? askWithin)
    {
        var asking = DeclaredPolicy.Of(part, "retry", AttemptPolicy.Forward);
        // An attempt in flight is always awaited: a longer one would hold everybody's locks beyond the time for votes.
        asking = askWithin is { } time && time < asking.Timeout ? asking with { Timeout = time } : asking;
        return new AgreementParty(OperationOf(agreement.Asks, asking), OperationOf(agreement.Finishes), OperationOf(agreement.Undoes));

        PartyOperation OperationOf(ParticipantOperation operation, AttemptPolicy? attempts = null)
        {
            var (name, member) = ($"{part.Name}/{Agreement.NameOf(operation)}", $"{Agreement.NameOf(operation)}Retry");
            return new PartyOperation(name, Call(name), attempts ?? DeclaredPolicy.Of(part, member, AttemptPolicy.Patient));
        }
    }

    private static StepWork.Activity Call(string key) => new(DeclaredSaga.CallParticipant) { Key = key };

    private static PlannedCall Planned(DeclaredPart part, string member, ParticipantOperation operation) =>
        new($"{part.Place}/{member}", part.Calls[member], operation);
}
