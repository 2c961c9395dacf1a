using System.Text.Json;
using DurableSagas.Sagas.Declared.Arguments;
using DurableSagas.Sagas.Declared.Calls;
using DurableSagas.Sagas.Declared.Conditions;
using DurableSagas.Sagas.Declared.Parts;
using DurableSagas.Sagas.Declared.Planning;
using DurableSagas.Sagas.Declared.References;
using DurableSagas.Sagas.Declared.SubSagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Definitions.Agreements;
using DurableSagas.Sagas.Definitions.Validation;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Sagas.Declared;

/// <summary>Finds what a schema cannot say is wrong with a document; each fault has the JSON pointer of its place.</summary>
public static class DeclaredFaults
{
    /// <summary>Levels of nesting in a body: a result that is put into it must fit, too.</summary>
    internal const int MaxBodyDepth = 24;

    private const int MaxLockLength = 256;

    private static readonly Dictionary<string, DeclaredParameter> _noParameters = [];

    private static readonly TimeSpan _maxDeadline = TimeSpan.FromDays(30);

    /// <param name="isParticipant">Whether a participant of this name is registered.</param>
    public static IReadOnlyList<(string Place, string Fault)> Of(DeclaredTransaction document, Func<string, bool> isParticipant)
    {
        var parts = DeclaredPart.Of(document);
        List<(string, string)> faults =
        [
            .. DurationFaults(document, parts),
            .. document.AllSteps.SelectMany(entry => ShapeFaults(entry.Step, entry.Place)),
            .. DeclaredChoices.Faults(document),
        ];

        // Durations that cannot be read would make the policies unreadable, too; and the order of any number of steps takes any amount of work.
        if (parts.Count > SagaValidator.MaxSteps)
        {
            faults.Add((PlaceOfParts(document), $"There are {parts.Count} of them; {SagaValidator.MaxSteps} are allowed."));
        }
        else if (faults.Count == 0)
        {
            faults.AddRange(StructureFaults(document, DeclaredPlan.Of(document)));
        }

        faults.AddRange(parts.SelectMany(PartFaults));

        faults.AddRange(parts.Where(part => part.Participant is { } participant && !isParticipant(participant))
            .Select(part => ($"{part.Place}/participant", $"No participant '{part.Participant}' is registered.")));
        return faults;
    }

    // The schema asks for them, too; an instance that is started without a starter is asked here alone.
    private static IEnumerable<(string, string)> ShapeFaults(DeclaredStep step, string place)
    {
        foreach (var (member, fault) in step.Kind == DeclaredStepKind.SubSaga ? SubSagaFaults.Of(step) : MissingIn(step))
        {
            yield return ($"{place}/{member}", fault);
        }

        foreach (var fault in step.When is { } condition ? ConditionFaults.Of(condition, $"{place}/when") : [])
        {
            yield return fault;
        }

        if (step.Kind == DeclaredStepKind.Approval && ApprovalName.FaultOf(step.Name) is { } nameFault)
        {
            yield return ($"{place}/name", nameFault);
        }
    }

    /// <summary>What is wrong with what the start of a stored definition sends for its parameters; each fault has the name of its parameter.</summary>
    /// <param name="document">One that has no faults itself, <see cref="DeclaredTransaction.StartedWith"/> what was sent.</param>
    public static IReadOnlyList<(string Place, string Fault)> OfArguments(DeclaredTransaction document) => ArgumentFaults.Of(document);

    private static IEnumerable<(string Member, string Fault)> MissingIn(DeclaredStep step)
    {
        (string Member, bool IsThere)[] needed = step.Kind == DeclaredStepKind.Approval
            ? [("within", step.Within is not null)]
            : [("participant", step.Participant is not null), ("action", step.Action is not null)];
        return needed.Where(member => !member.IsThere).Select(member => (member.Member, $"'{member.Member}' is missing."));
    }

    // The schema's validator counts characters as people see them, the schema itself code points.
    private static IEnumerable<(string, string)> PartFaults(DeclaredPart part) =>
        part.Calls.Select(call => ($"{part.Place}/{call.Key}/path", Fault: CallPath.FaultOf(call.Value.Path)))
            .Append(($"{part.Place}/locks", Fault: LockFault(part)))
            .Where(found => found.Fault is not null)
            .Select(found => (found.Item1, found.Fault!));

    private static string? LockFault(DeclaredPart part) =>
        part.Locks?.EnumerateRunes().Count() > MaxLockLength ? $"Expected {MaxLockLength} characters at most." : null;

    private static IEnumerable<(string, string)> StructureFaults(DeclaredTransaction document, IReadOnlyList<PlannedStep> plan)
    {
        StepDefinition[] steps = [.. plan.Select(step => step.Definition)];
        IEnumerable<DefinitionFault> reservation = Agreement.Of(document.Protocol) is { Reserves: true }
            ? Reservation.Faults(
                DeclaredPolicy.DurationOf(document.Deadline),
                DeclaredPolicy.DurationOf(document.ReservedFor),
                steps.Where(step => step.Kind == StepKind.Retriable))
            : [];
        var deadline = DeclaredPolicy.DurationOf(document.PrepareWithin ?? document.Deadline);
        var choices = DeclaredChoices.Of(document);
        foreach (var fault in SagaValidator.Faults(document.Name, 1, deadline, steps, choices).Concat(reservation))
        {
            yield return (PlaceOf(document, plan, fault), fault.Text);
        }

        foreach (var deep in plan.SelectMany(step => step.Calls).Where(planned => IsDeep(planned.Call.Body)))
        {
            yield return ($"{deep.Place}/body", $"A body may have {MaxBodyDepth} levels.");
        }

        foreach (var deep in plan.Where(step => IsDeep(step.SubSaga?.Request)))
        {
            yield return ($"{deep.Part!.Place}/request", $"A request may have {MaxBodyDepth} levels.");
        }

        foreach (var fault in ReferenceFaults.Of(plan, document.Parameters ?? _noParameters, choices))
        {
            yield return fault;
        }
    }

    private static bool IsDeep(ForeignJson? body) => body is not null && JsonDepth.Of(body.ToElement()) > MaxBodyDepth;

    private static IEnumerable<(string, string)> DurationFaults(DeclaredTransaction document, IReadOnlyList<DeclaredPart> parts)
    {
        var durations = parts
            .SelectMany(DurationsOf)
            .Concat([("/deadline", document.Deadline), ("/prepareWithin", document.PrepareWithin), ("/reservedFor", document.ReservedFor)]);
        foreach (var (pointer, text) in durations)
        {
            if (text is not null && DurationFault(text) is { } fault)
            {
                yield return (pointer, fault);
            }
        }
    }

    private static IEnumerable<(string, string?)> DurationsOf(DeclaredPart part)
    {
        yield return ($"{part.Place}/timeout", part.Timeout);
        yield return ($"{part.Place}/within", part.Within);
        foreach (var (name, retry) in part.Retries)
        {
            yield return ($"{part.Place}/{name}/firstDelay", retry.FirstDelay);
            yield return ($"{part.Place}/{name}/maxDelay", retry.MaxDelay);
        }
    }

    private static string? DurationFault(string text)
    {
        try
        {
            return DeclaredPolicy.DurationOf(text) is { } duration && duration > TimeSpan.Zero && duration <= _maxDeadline
                ? null
                : $"'{text}' must be positive and {_maxDeadline.TotalDays:0} days at most.";
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return $"'{text}' is no ISO 8601 duration, such as PT30S.";
        }
    }

    // The definition's validator knows steps; the document's reader wants the place of what they belong to.
    private static string PlaceOf(DeclaredTransaction document, IReadOnlyList<PlannedStep> plan, DefinitionFault fault) =>
        plan.FirstOrDefault(step => step.Part is not null && IsAbout(step, fault))?.Part!.Place ?? fault.Member switch
        {
            DefinitionMember.Name => "/name",
            DefinitionMember.ReservedFor => "/reservedFor",
            _ => PlaceOfParts(document),
        };

    private static bool IsAbout(PlannedStep step, DefinitionFault fault) =>
        string.Equals(step.Definition.Name, fault.Step, StringComparison.OrdinalIgnoreCase);

    private static string PlaceOfParts(DeclaredTransaction document) => $"/{Agreement.Of(document.Protocol)?.Member ?? "steps"}";
}
