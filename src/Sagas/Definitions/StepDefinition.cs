using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Definitions;

/// <summary>One forward action with what undoes it.</summary>
public sealed record StepDefinition
{
    public required string Name { get; init; }

    /// <summary>The activity function of the forward action.</summary>
    public required string Action { get; init; }

    /// <summary>The activity function that undoes it; null when there is nothing to undo.</summary>
    public string? Compensation { get; init; }

    public required StepKind Kind { get; init; }

    /// <summary>The steps that must have ended well before this one starts.</summary>
    public required IReadOnlyList<string> After { get; init; }

    public required AttemptPolicy Attempts { get; init; }

    /// <summary>The compensation's own policy: more patient than the forward one.</summary>
    public required AttemptPolicy CompensationAttempts { get; init; }

    /// <summary>True when giving up is no way out: the operation is tried until it works, and its last failure leaves the saga stuck.</summary>
    /// <remarks>A pivot without compensation is one of them: its unknown result can be neither kept nor undone.</remarks>
    internal bool MustWork => Kind == StepKind.Retriable || (Kind == StepKind.Pivot && Compensation is null);

    internal string ActivityOf(StepOperation operation) => operation == StepOperation.Action
        ? Action
        : Compensation ?? throw new InvalidOperationException($"Step '{Name}' has no compensation to call.");

    internal AttemptPolicy PolicyOf(StepOperation operation) => operation == StepOperation.Action ? Attempts : CompensationAttempts;

    /// <summary>True when the last failure of this operation leaves the saga stuck instead of turning it back.</summary>
    internal bool EndsStuck(StepOperation operation) => operation == StepOperation.Compensation || MustWork;
}
