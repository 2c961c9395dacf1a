using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Declared.SubSagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Definitions.Validation;

namespace DurableSagas.Sagas.Declared.Planning;

/// <summary>The steps by which the engine runs a declared transaction; a pure function of the document.</summary>
internal static class DeclaredPlan
{
    public static IReadOnlyList<PlannedStep> Of(DeclaredTransaction document)
    {
        var parts = DeclaredPart.Of(document);
        return Agreement.Of(document.Protocol) is { } agreement
            ? Agreed(agreement, parts, DeclaredPolicy.DurationOf(document.PrepareWithin))
            : Ordered(document, Saga(parts, [.. document.AllSteps.Select(entry => entry.Step)]));
    }

    private static PlannedStep[] Ordered(DeclaredTransaction document, PlannedStep[] plan) =>
        [.. plan.Zip(DeclaredChoices.Ordered(document, [.. plan.Select(step => step.Definition)]), (step, ordered) => step with { Definition = ordered })];

    private static PlannedStep[] Saga(IReadOnlyList<DeclaredPart> parts, IReadOnlyList<DeclaredStep> steps) => [.. steps.Select((step, ordinal) =>
    {
        var (part, kind) = (parts[ordinal], KindOf(step.Kind));
        var work = WorkOf(part, step.Kind);
        var definition = new StepDefinition
        {
            Name = step.Name,
            Action = work,
            Compensation = work is StepWork.SubSaga ? work : step.Compensation is null ? null : Call($"{step.Name}/compensation"),
            Kind = kind,
            After = step.After ?? [],
            Attempts = DeclaredPolicy.Of(part, "retry", kind.StandardPolicy()),
            CompensationAttempts = DeclaredPolicy.Of(part, "compensationRetry", AttemptPolicy.Patient),
            IsConditional = step.When is not null,
        };
        return new PlannedStep(
            part,
            definition,
            step.Action is null ? null : Planned(part, "action", ParticipantOperation.Action),
            step.Compensation is null ? null : Planned(part, "compensation", ParticipantOperation.Compensation));
    })];

    private static StepWork WorkOf(DeclaredPart part, DeclaredStepKind kind) => kind switch
    {
        DeclaredStepKind.SubSaga => SubSagaWork.Of(part.SubSaga!),
        DeclaredStepKind.Approval => new StepWork.Approval(DeclaredPolicy.DurationOf(part.Within)!.Value),
        _ => Call(part.Name),
    };

    private static StepKind KindOf(DeclaredStepKind kind) => kind switch
    {
        DeclaredStepKind.Pivot => StepKind.Pivot,
        DeclaredStepKind.Retriable => StepKind.Retriable,
        _ => StepKind.Compensable,
    };

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
