using System.Text.Json;
using DurableSagas.Sagas.Definitions;

namespace DurableSagas.Sagas.Declared;

/// <summary>Finds what a schema cannot say is wrong with a document; each fault has the JSON pointer of its place.</summary>
public static class DeclaredFaults
{
    /// <summary>Levels of nesting in a body: a result that is put into it must fit, too.</summary>
    public const int MaxBodyDepth = 24;

    private static readonly TimeSpan _maxDeadline = TimeSpan.FromDays(30);

    /// <param name="isParticipant">Whether a participant of this name is registered.</param>
    public static IReadOnlyList<(string Place, string Fault)> Of(DeclaredTransaction document, Func<string, bool> isParticipant)
    {
        List<(string, string)> faults = [.. DurationFaults(document)];
        if (document.Protocol != Protocol.Saga)
        {
            faults.Add(("/protocol", "Only sagas can be declared; TCC and two-phase commit are not offered yet."));
        }

        // Durations that cannot be read would make the policies unreadable, too; and the order of any number of steps takes any amount of work.
        if (faults.Count == 0 && document.Steps.Count <= SagaValidator.MaxSteps)
        {
            faults.AddRange(StructureFaults(document));
        }

        faults.AddRange(document.Steps.SelectMany((step, ordinal) => isParticipant(step.Participant) ? [] : new[] { ($"/steps/{ordinal}/participant", $"No participant '{step.Participant}' is registered.") }));
        return faults;
    }

    private static IEnumerable<(string, string)> StructureFaults(DeclaredTransaction document)
    {
        StepDefinition[] steps = [.. document.Steps.Select((step, ordinal) => DeclaredSaga.StepOf(step, ordinal == 0 ? null : document.Steps[ordinal - 1].Name))];
        foreach (var fault in SagaValidator.Faults(document.Name, 1, DeclaredSaga.DurationOf(document.Deadline), steps))
        {
            yield return (PointerOf(document, fault), fault);
        }

        var order = StepOrder.Of(steps);
        for (var ordinal = 0; ordinal < document.Steps.Count; ordinal++)
        {
            var step = document.Steps[ordinal];
            var pointer = $"/steps/{ordinal}";
            foreach (var place in DeepBodies(step, pointer))
            {
                yield return (place, $"A body may have {MaxBodyDepth} levels.");
            }

            var references = ResultReferences.In(step.Action, $"{pointer}/action").Select(found => (found.Place, found.Reference, IsUndo: false))
                .Concat(step.Compensation is null ? [] : ResultReferences.In(step.Compensation, $"{pointer}/compensation").Select(found => (found.Place, found.Reference, IsUndo: true)));
            foreach (var (place, reference, isUndo) in references)
            {
                if (reference is null)
                {
                    yield return (place, "Expected a reference such as 'step#/json/pointer'.");
                }
                else if (!order.IsBefore(reference.Step, step.Name) && !(isUndo && reference.Step == step.Name))
                {
                    yield return (place, $"Step '{step.Name}' cannot refer to the result of '{reference.Step}', which is no step that always comes before it.");
                }
            }
        }
    }

    private static IEnumerable<string> DeepBodies(DeclaredStep step, string pointer) =>
        new[] { ("action", step.Action), ("compensation", step.Compensation) }
            .Where(call => call.Item2?.Body is { } body && Depth(body) > MaxBodyDepth)
            .Select(call => $"{pointer}/{call.Item1}/body");

    private static int Depth(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(member => Depth(member.Value)).DefaultIfEmpty().Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };

    private static IEnumerable<(string, string)> DurationFaults(DeclaredTransaction document)
    {
        var durations = document.Steps.SelectMany((step, ordinal) => new[]
        {
            ($"/steps/{ordinal}/timeout", step.Timeout),
            ($"/steps/{ordinal}/retry/firstDelay", step.Retry?.FirstDelay),
            ($"/steps/{ordinal}/retry/maxDelay", step.Retry?.MaxDelay),
            ($"/steps/{ordinal}/compensationRetry/firstDelay", step.CompensationRetry?.FirstDelay),
            ($"/steps/{ordinal}/compensationRetry/maxDelay", step.CompensationRetry?.MaxDelay),
        }).Append(("/deadline", document.Deadline));
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
            return DeclaredSaga.DurationOf(text) is { } duration && duration > TimeSpan.Zero && duration <= _maxDeadline
                ? null
                : $"'{text}' must be positive and {_maxDeadline.TotalDays:0} days at most.";
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return $"'{text}' is no ISO 8601 duration, such as PT30S.";
        }
    }

    // The definition's validator names steps, the faulty one first; the document's reader wants its place.
    private static string PointerOf(DeclaredTransaction document, string fault)
    {
        var named = document.Steps
            .Select((step, ordinal) => (Ordinal: ordinal, At: fault.IndexOf($"'{step.Name}'", StringComparison.Ordinal)))
            .Where(step => step.At >= 0)
            .OrderBy(step => step.At)
            .Select(step => $"/steps/{step.Ordinal}")
            .FirstOrDefault();
        return named
            ?? (fault.StartsWith("The name", StringComparison.Ordinal) ? "/name" : fault.StartsWith("The deadline", StringComparison.Ordinal) ? "/deadline" : "/steps");
    }
}
