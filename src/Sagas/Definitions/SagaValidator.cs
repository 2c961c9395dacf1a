using System.Text.RegularExpressions;

namespace DurableSagas.Sagas.Definitions;

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

    public static IEnumerable<string> Faults(string name, int version, TimeSpan? deadline, IReadOnlyList<StepDefinition> steps) =>
    [
        .. SagaFaults(name, version, deadline, steps),
        .. steps.SelectMany(StepFaults),
        .. steps.SelectMany(step => LengthFaults(step, deadline)),
        .. OrderFaults(steps),
        .. HistoryFaults(steps),
    ];

    private static IEnumerable<string> SagaFaults(string name, int version, TimeSpan? deadline, IReadOnlyList<StepDefinition> steps)
    {
        if (name.Length > 64 || !NamePattern().IsMatch(name))
        {
            yield return $"The name is '{name}'; it must be lower-case words of letters and digits joined by hyphens, 64 characters at most.";
        }

        if (version < 1)
        {
            yield return $"The version is {version}; versions count from 1.";
        }

        if (deadline is { } limit && (limit <= TimeSpan.Zero || limit > TimeSpan.FromDays(30)))
        {
            yield return $"The deadline is {limit}; it must be positive and 30 days at most.";
        }

        if (steps.Count is 0 or > MaxSteps)
        {
            yield return $"There are {steps.Count} steps; there must be 1 to {MaxSteps}.";
        }

        foreach (var twice in steps.GroupBy(step => step.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            yield return $"Step '{twice.Key}' is declared {twice.Count()} times.";
        }

        // A participant answers a key that it knows as it did before: the second operation would never be done.
        foreach (var shared in steps.DistinctBy(step => step.Name, StringComparer.OrdinalIgnoreCase).SelectMany(step => step.Activities.Distinct()).GroupBy(activity => activity, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return $"Activity '{shared.Key}' is used {shared.Count()} times; its name is part of the idempotency key, so each operation needs one of its own.";
        }

        if (steps.Count(step => step.Kind == StepKind.Pivot) is > 1 and var pivots)
        {
            yield return $"There are {pivots} pivots; there can be only one point of no return.";
        }
    }

    private static IEnumerable<string> StepFaults(StepDefinition step)
    {
        // It stands in keys, in paths, and a hundred times in a custom status.
        if (!StepNamePattern().IsMatch(step.Name))
        {
            yield return $"The name of step '{step.Name}' must be 1 to 80 characters, none of them a control character or one of |, \\, # and ?; a slash may stand between two words.";
        }

        if (step.Kind == StepKind.Retriable && step.Compensation is not null)
        {
            yield return $"Retriable step '{step.Name}' has a compensation, but nothing is undone after the pivot.";
        }

        if (step.Compensation is StepWork.Activity && step.Compensation == step.Action)
        {
            yield return $"Step '{step.Name}' is its own compensation.";
        }

        if (step.Compensation is StepWork.Event { Queue: var queue } && (queue.Length > MaxQueueName || queue.EndsWith(PoisonSuffix, StringComparison.Ordinal) || !QueuePattern().IsMatch(queue)))
        {
            yield return $"Step '{step.Name}' is compensated by queue '{queue}'; its name must be 3 to {MaxQueueName} lower-case letters, digits and single hyphens between them, and not end with '{PoisonSuffix}'.";
        }

        if (step.Compensation is StepWork.Event { Within: var within } && (within <= TimeSpan.Zero || within > _maxWait))
        {
            yield return $"Step '{step.Name}' waits {within} for the acknowledgement of its compensation; it must wait a positive time, {_maxWait} at most.";
        }

        if (step.Compensation is StepWork.Event { OutlivesItsConsumer: true, Within: var tooShort } && tooShort > TimeSpan.Zero && tooShort < StepWork.Event.LeastToOutliveAConsumer)
        {
            yield return $"Step '{step.Name}' waits {tooShort} for the acknowledgement of its compensation; a message whose consumer was killed stays hidden for ten minutes, so it must wait {StepWork.Event.LeastToOutliveAConsumer} at least, or say 'evenIfAConsumerDies: false'.";
        }

        foreach (var fault in step.Attempts.Faults($"Step '{step.Name}'").Concat(step.CompensationAttempts.Faults($"Compensation of '{step.Name}'")))
        {
            yield return fault;
        }
    }

    // What may give up ends with the saga's deadline; the rest goes on until it works, or an operator is asked.
    private static IEnumerable<string> LengthFaults(StepDefinition step, TimeSpan? deadline) => new[]
    {
        deadline is null || step.MustWork ? step.Attempts.LengthFault($"Step '{step.Name}'", _maxWait) : null,
        step.Compensation is null ? null : step.CompensationAttempts.LengthFault($"Compensation of '{step.Name}'", _maxWait),
    }.OfType<string>();

    private static IEnumerable<string> OrderFaults(IReadOnlyList<StepDefinition> steps)
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
                yield return $"Compensable step '{step.Name}' may run after or beside {(later.Kind == StepKind.Pivot ? "the pivot" : "retriable step")} '{later.Name}'; it must come before it.";
            }

            if (step.Kind == StepKind.Retriable && pivot is not null && !order.IsBefore(pivot.Name, step.Name))
            {
                yield return $"Retriable step '{step.Name}' may run before or beside the pivot '{pivot.Name}'; it must come after it.";
            }
        }
    }

    // An attempt and the wait after it make two episodes of four events each (one dispatch, one timer).
    private static IEnumerable<string> HistoryFaults(IReadOnlyList<StepDefinition> steps)
    {
        var events = steps.Sum(step => (long)EventsPerAttempt * (step.Attempts.MaxAttempts + (CompensationRounds(step) * step.CompensationAttempts.MaxAttempts)));
        if (events > MaxHistoryEvents)
        {
            yield return $"At worst the saga makes {events} history events; past {MaxHistoryEvents} Durable Functions replays slowly. Lower MaxAttempts, or move steps into sub-sagas.";
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
