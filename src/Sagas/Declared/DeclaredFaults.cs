using System.Text.Json;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Declared;

/// <summary>Finds what a schema cannot say is wrong with a document; each fault has the JSON pointer of its place.</summary>
public static class DeclaredFaults
{
    /// <summary>Levels of nesting in a body: a result that is put into it must fit, too.</summary>
    public const int MaxBodyDepth = 24;

    private const int MaxLockLength = 256;

    private static readonly TimeSpan _maxDeadline = TimeSpan.FromDays(30);

    /// <param name="isParticipant">Whether a participant of this name is registered.</param>
    public static IReadOnlyList<(string Place, string Fault)> Of(DeclaredTransaction document, Func<string, bool> isParticipant)
    {
        var parts = DeclaredPart.Of(document);
        List<(string, string)> faults = [.. DurationFaults(document, parts)];

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

        faults.AddRange(parts.SelectMany(part => isParticipant(part.Participant) ? [] : new[] { ($"{part.Place}/participant", $"No participant '{part.Participant}' is registered.") }));
        return faults;
    }

    // The schema's validator counts characters as people see them, the schema itself code points.
    private static IEnumerable<(string, string)> PartFaults(DeclaredPart part) =>
        part.Calls.Select(call => ($"{part.Place}/{call.Key}/path", Fault: CallPath.FaultOf(call.Value.Path)))
            .Append(($"{part.Place}/locks", Fault: part.Locks?.EnumerateRunes().Count() > MaxLockLength ? $"Expected {MaxLockLength} characters at most." : null))
            .Where(found => found.Fault is not null)
            .Select(found => (found.Item1, found.Fault!));

    private static IEnumerable<(string, string)> StructureFaults(DeclaredTransaction document, IReadOnlyList<PlannedStep> plan)
    {
        StepDefinition[] steps = [.. plan.Select(step => step.Definition)];
        IEnumerable<DefinitionFault> reservation = Agreement.Of(document.Protocol) is { Reserves: true }
            ? Reservation.Faults(DeclaredPolicy.DurationOf(document.Deadline), DeclaredPolicy.DurationOf(document.ReservedFor), steps.Where(step => step.Kind == StepKind.Retriable))
            : [];
        foreach (var fault in SagaValidator.Faults(document.Name, 1, DeclaredPolicy.DurationOf(document.PrepareWithin ?? document.Deadline), steps).Concat(reservation))
        {
            yield return (PlaceOf(document, plan, fault), fault.Text);
        }

        foreach (var deep in plan.SelectMany(step => step.Calls).Where(planned => planned.Call.Body is { } body && Depth(body.ToElement()) > MaxBodyDepth))
        {
            yield return ($"{deep.Place}/body", $"A body may have {MaxBodyDepth} levels.");
        }

        foreach (var fault in ReferenceFaults.Of(plan))
        {
            yield return fault;
        }
    }

    private static int Depth(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(member => Depth(member.Value)).DefaultIfEmpty().Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };

    private static IEnumerable<(string, string)> DurationFaults(DeclaredTransaction document, IReadOnlyList<DeclaredPart> parts)
    {
        var durations = parts
            .SelectMany(part => part.Retries.SelectMany(retry => new[] { ($"{part.Place}/{retry.Key}/firstDelay", retry.Value.FirstDelay), ($"{part.Place}/{retry.Key}/maxDelay", retry.Value.MaxDelay) }).Prepend(($"{part.Place}/timeout", part.Timeout)))
            .Concat([("/deadline", document.Deadline), ("/prepareWithin", document.PrepareWithin), ("/reservedFor", document.ReservedFor)]);
        foreach (var (pointer, text) in durations)
        {
            if (text is not null && DurationFault(text) is { } fault)
            {
                yield return (pointer, fault);
            }
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
        plan.FirstOrDefault(step => step.Part is not null && string.Equals(step.Definition.Name, fault.Step, StringComparison.OrdinalIgnoreCase))?.Part!.Place ?? fault.Member switch
        {
            DefinitionMember.Name => "/name",
            DefinitionMember.ReservedFor => "/reservedFor",
            _ => PlaceOfParts(document),
        };

    private static string PlaceOfParts(DeclaredTransaction document) => $"/{Agreement.Of(document.Protocol)?.Member ?? "steps"}";
}
