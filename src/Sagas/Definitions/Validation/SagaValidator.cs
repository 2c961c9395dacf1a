using System.Text.RegularExpressions;
using DurableSagas.Sagas.Definitions.Choices;

namespace DurableSagas.Sagas.Definitions.Validation;

/// <summary>Finds every fault of a definition: names, order of kinds, cycles, policies.</summary>
internal static partial class SagaValidator
{
    public const int MaxSteps = 100;

    /// <summary>Above it, each replay reads more than is comfortable: Durable Functions loads the whole history.</summary>
    public const int MaxHistoryEvents = 20_000;

    private const int EventsPerAttempt = 8;

    // Azure Storage's rule of 63 characters, less what the poison queue adds.
    private const int MaxQueueName = 56;
    private const string PoisonSuffix = "-poison";

    private static readonly TimeSpan _maxWait = TimeSpan.FromDays(30);

    /// <summary>Whether it can be the name of a saga.</summary>
    public static bool IsName(string name) => name.Length <= 64 && NamePattern().IsMatch(name);

    public static IEnumerable<DefinitionFault> Faults(
        string name, int version, TimeSpan? deadline, IReadOnlyList<StepDefinition> steps, IReadOnlyList<Choice>? choices = null) =>
    [
        .. SagaFaults(name, version, deadline, steps),
        .. steps.SelectMany(StepFaults),
        .. steps.SelectMany(step => LengthFaults(step, deadline)),
        .. OrderFaults(steps),
        .. ChoiceFaults.Of(steps, choices ?? []),
        .. HistoryFaults(steps),
    ];

    private static IEnumerable<DefinitionFault> SagaFaults(string name, int version, TimeSpan? deadline, IReadOnlyList<StepDefinition> steps)
    {
        if (!IsName(name))
        {
            yield return DefinitionFault.Of(
                DefinitionMember.Name,
                $"The name is '{name}'; it must be lower-case words of letters and digits joined by hyphens, 64 characters at most.");
        }

        if (version < 1)
        {
            yield return DefinitionFault.Of(DefinitionMember.Version, $"The version is {version}; versions count from 1.");
        }

        if (deadline is { } limit && (limit <= TimeSpan.Zero || limit > TimeSpan.FromDays(30)))
        {
            yield return DefinitionFault.Of(DefinitionMember.Deadline, $"The deadline is {limit}; it must be positive and 30 days at most.");
        }

        if (steps.Count is 0 or > MaxSteps)
        {
            yield return DefinitionFault.Of(DefinitionMember.Steps, $"There are {steps.Count} steps; there must be 1 to {MaxSteps}.");
        }

        foreach (var twice in steps.GroupBy(step => step.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return new(twice.Key, DefinitionMember.Name, $"Step '{twice.Key}' is declared {twice.Count()} times.");
        }

        // A participant answers a key that it knows as it did before: the second operation would never be done.
        var used = steps.DistinctBy(step => step.Name, StringComparer.OrdinalIgnoreCase)
            .SelectMany(step => step.Activities.Distinct().Select(activity => (step.Name, Activity: activity)))
            .GroupBy(entry => entry.Activity, StringComparer.Ordinal);
        foreach (var shared in used.Where(group => group.Count() > 1))
        {
            yield return new(
                shared.First().Name,
                DefinitionMember.Action,
                $"Activity '{shared.Key}' is used {shared.Count()} times; its name is part of the idempotency key, so each operation needs one of its own.");
        }

        if (steps.Count(step => step.Kind == StepKind.Pivot) is > 1 and var pivots)
        {
            yield return DefinitionFault.Of(DefinitionMember.Steps, $"There are {pivots} pivots; there can be only one point of no return.");
        }
    }

    private static IEnumerable<DefinitionFault> StepFaults(StepDefinition step)
    {
        // It stands in keys, in paths, and a hundred times in a custom status.
        if (!StepNamePattern().IsMatch(step.Name))
        {
            yield return new(
                step.Name,
                DefinitionMember.Name,
                $"The name of step '{step.Name}' must be 1 to 80 characters, none of them a control character or one of |, \\, # and ?; "
                    + "a slash may stand between two words.");
        }

        if (step.Kind == StepKind.Retriable && step.Compensation is not null)
        {
            yield return new(
                step.Name,
                DefinitionMember.Compensation,
                $"Retriable step '{step.Name}' has a compensation, but nothing is undone after the pivot.");
        }

        if (step.Compensation is StepWork.Activity && step.Compensation == step.Action)
        {
            yield return new(step.Name, DefinitionMember.Compensation, $"Step '{step.Name}' is its own compensation.");
        }

        if (step.Compensation is StepWork.Event { Queue: var queue }
            && (queue.Length > MaxQueueName || queue.EndsWith(PoisonSuffix, StringComparison.Ordinal) || !QueuePattern().IsMatch(queue)))
        {
            yield return new(
                step.Name,
                DefinitionMember.Compensation,
                $"Step '{step.Name}' is compensated by queue '{queue}'; "
                    + $"its name must be 3 to {MaxQueueName} lower-case letters, digits and single hyphens between them, and not end with '{PoisonSuffix}'.");
        }

        if (step.Compensation is StepWork.Event { Within: var within } && (within <= TimeSpan.Zero || within > _maxWait))
        {
            yield return new(
                step.Name,
                DefinitionMember.Compensation,
                $"Step '{step.Name}' waits {within} for the acknowledgement of its compensation; it must wait a positive time, {_maxWait} at most.");
        }

        if (step.Compensation is StepWork.Event { OutlivesItsConsumer: true, Within: var tooShort }
            && tooShort > TimeSpan.Zero
            && tooShort < StepWork.Event.LeastToOutliveAConsumer)
        {
            yield return new(
                step.Name,
                DefinitionMember.Compensation,
                $"Step '{step.Name}' waits {tooShort} for the acknowledgement of its compensation; "
                    + "a message whose consumer was killed stays hidden for ten minutes, "
                    + $"so it must wait {StepWork.Event.LeastToOutliveAConsumer} at least, or say 'evenIfAConsumerDies: false'.");
        }

        foreach (var fault in step.Attempts.Faults($"Step '{step.Name}'"))
        {
            yield return new(step.Name, DefinitionMember.Attempts, fault);
        }

        foreach (var fault in step.CompensationAttempts.Faults($"Compensation of '{step.Name}'"))
        {
            yield return new(step.Name, DefinitionMember.CompensationAttempts, fault);
        }
    }

    // What may give up ends with the saga's deadline; the rest goes on until it works, or an operator is asked.
    private static IEnumerable<DefinitionFault> LengthFaults(StepDefinition step, TimeSpan? deadline)
    {
        if (step.Action is StepWork.Approval { Within: var wait } && wait > deadline)
        {
            yield return new(
                step.Name,
                DefinitionMember.Action,
                $"Approval '{step.Name}' waits {wait}, but the saga has {deadline} to pass its pivot; let it wait less, or give the saga more time.");
        }

        if ((deadline is null || step.MustWork) && step.Attempts.LengthFault($"Step '{step.Name}'", _maxWait) is { } fault)
        {
            yield return new(step.Name, DefinitionMember.Attempts, fault);
        }

        if (step.Compensation is not null && step.CompensationAttempts.LengthFault($"Compensation of '{step.Name}'", _maxWait) is { } undoing)
        {
            yield return new(step.Name, DefinitionMember.CompensationAttempts, undoing);
        }
    }

    private static IEnumerable<DefinitionFault> OrderFaults(IReadOnlyList<StepDefinition> steps)
    {
        var order = StepOrder.Of(steps);
        foreach (var fault in order.Faults)
        {
            yield return fault;
        }

        var pivot = steps.FirstOrDefault(step => step.Kind == StepKind.Pivot);
        foreach (var step in steps)
        {
            if (!step.Kind.IsFinal() && steps.FirstOrDefault(other => other.Kind.IsFinal() && !order.IsBefore(step.Name, other.Name)) is { } later)
            {
                yield return new(
                    step.Name,
                    DefinitionMember.After,
                    $"Compensable step '{step.Name}' may run after or beside {(later.Kind == StepKind.Pivot ? "the pivot" : "retriable step")} "
                        + $"'{later.Name}'; it must come before it.",
                    CureOf(order, later, step));
            }

            if (step.Kind == StepKind.Retriable && pivot is not null && !order.IsBefore(pivot.Name, step.Name))
            {
                yield return new(
                    step.Name,
                    DefinitionMember.After,
                    $"Retriable step '{step.Name}' may run before or beside the pivot '{pivot.Name}'; it must come after it.",
                    CureOf(order, step, pivot));
            }
        }
    }

    // One that already comes before what it should wait for has to be declared in another place.
    private static DefinitionCure? CureOf(StepOrder order, StepDefinition step, StepDefinition after) =>
        step.Name == after.Name || order.IsBefore(step.Name, after.Name) ? null : new(step.Name, after.Name);

    // An attempt and the wait after it make two episodes of four events each (one dispatch, one timer).
    private static IEnumerable<DefinitionFault> HistoryFaults(IReadOnlyList<StepDefinition> steps)
    {
        var events = steps.Sum(step =>
            (long)EventsPerAttempt * (step.Attempts.MaxAttempts + (CompensationRounds(step) * step.CompensationAttempts.MaxAttempts)));
        if (events > MaxHistoryEvents)
        {
            yield return DefinitionFault.Of(
                DefinitionMember.Steps,
                $"At worst the saga makes {events} history events; past {MaxHistoryEvents} Durable Functions replays slowly. "
                    + "Lower MaxAttempts, or move steps into sub-sagas.");
        }
    }

    // By event: as many attempts at publishing, and again as many at looking for the acknowledgement.
    private static int CompensationRounds(StepDefinition step) => step.Compensation switch
    {
        null => 0,
        StepWork.Event => 2,
        _ => 1,
    };

    // \z, not $: the latter lets a line feed follow.
    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(?=.{1,80}\z)[^|/\\#?\p{Cc}]+(/[^|/\\#?\p{Cc}]+)?\z")]
    private static partial Regex StepNamePattern();

    [GeneratedRegex(@"^(?=.{3})[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex QueuePattern();
}
