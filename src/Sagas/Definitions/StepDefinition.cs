using DurableSagas.Sagas.Definitions.Validation;

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

    /// <summary>True when only its condition tells whether it runs, once the steps before it have ended well.</summary>
    public bool IsConditional { get; init; }

    /// <summary>True when the action may not be given up half-known although it has a compensation: a decision is one.</summary>
    internal bool AsksUntilKnown { get; init; }

    /// <summary>True when the compensation runs also if the action never did, or was refused: an abort must be decided before anybody is told.</summary>
    internal bool CompensatesAlways { get; init; }

    /// <summary>The keys of the activities that the step may call.</summary>
    public IEnumerable<string> Activities =>
        new[] { Action, Compensation is StepWork.Event compensation ? compensation.Asking : Compensation }.OfType<StepWork.Activity>().Select(work => work.Key);

    /// <summary>True when what it does is nobody's but the saga's own: a person's answer, or a decision.</summary>
    public bool HasNoEffect => Action is StepWork.Approval || AsksUntilKnown;

    /// <summary>True when the last failure of its action leaves the saga stuck instead of turning it back.</summary>
    internal bool MustWork => AsksUntilKnown || Kind.MustWork(hasCompensation: Compensation is not null);
}
