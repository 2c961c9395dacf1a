using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Definitions;

/// <summary>One forward action with what undoes it.</summary>
public sealed record StepDefinition
{
    public required string Name { get; init; }

    public required StepWork Action { get; init; }

    /// <summary>What undoes it; null when there is nothing to undo.</summary>
    public StepWork? Compensation { get; init; }

    public required StepKind Kind { get; init; }

    /// <summary>The steps that must have ended well before this one starts.</summary>
    public required IReadOnlyList<string> After { get; init; }

    public required AttemptPolicy Attempts { get; init; }

    /// <summary>The compensation's own policy: more patient than the forward one.</summary>
    public required AttemptPolicy CompensationAttempts { get; init; }

    /// <summary>True when the action may not be given up half-known although it has a compensation: a decision is one.</summary>
    public bool AsksUntilKnown { get; init; }

    /// <summary>True when the compensation runs also if the action never did, or was refused: an abort must be decided before anybody is told.</summary>
    public bool CompensatesAlways { get; init; }

    /// <summary>The keys of the activities that the step may call.</summary>
    public IEnumerable<string> Activities => new[] { Action, Compensation is StepWork.Event compensation ? compensation.Asking : Compensation }.OfType<StepWork.Activity>().Select(work => work.Key);

    /// <summary>True when giving up is no way out: the action is tried until it works, and its last failure leaves the saga stuck.</summary>
    /// <remarks>A pivot without compensation is one of them: its unknown result can be neither kept nor undone.</remarks>
    internal bool MustWork => Kind == StepKind.Retriable || AsksUntilKnown || (Kind == StepKind.Pivot && Compensation is null);

    internal StepWork WorkOf(StepOperation operation) => operation == StepOperation.Action
        ? Action
        : Compensation ?? throw new InvalidOperationException($"Step '{Name}' has no compensation.");

    internal AttemptPolicy PolicyOf(StepOperation operation) => operation == StepOperation.Action ? Attempts : CompensationAttempts;

    /// <summary>True when the last failure of this operation leaves the saga stuck instead of turning it back.</summary>
    internal bool EndsStuck(StepOperation operation) => operation == StepOperation.Compensation || MustWork;
}
