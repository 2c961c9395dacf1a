using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Definitions.Validation;

/// <summary>What the kinds of steps mean: what each may do, and what may become of it.</summary>
internal static class StepKinds
{
    /// <summary>True when nothing is undone once it has succeeded: a pivot, and what comes after it.</summary>
    public static bool IsFinal(this StepKind kind) => kind != StepKind.Compensable;

    /// <summary>True when the participant's "no" turns the saga back; else it is asked again, and then an operator is.</summary>
    internal static bool TakesRefusal(this StepKind kind) => kind != StepKind.Retriable;

    /// <summary>True when giving up is no way out: it is tried until it works, and its last failure leaves the saga stuck.</summary>
    /// <remarks>A pivot without compensation is one of them: its unknown result can be neither kept nor undone.</remarks>
    internal static bool MustWork(this StepKind kind, bool hasCompensation) => kind switch
    {
        StepKind.Compensable => false,
        StepKind.Pivot => !hasCompensation,
        _ => true,
    };

    /// <summary>
    /// True when a step that stands so says that nothing can be undone any more: the pivot has succeeded, or one that only
    /// comes after it has begun.
    /// </summary>
    internal static bool IsPastPivot(this StepKind kind, StepStatus status) => kind switch
    {
        StepKind.Compensable => false,
        StepKind.Pivot => status == StepStatus.Succeeded,
        _ => status is not (StepStatus.Pending or StepStatus.Skipped),
    };

    internal static AttemptPolicy StandardPolicy(this StepKind kind) => kind == StepKind.Retriable ? AttemptPolicy.Patient : AttemptPolicy.Forward;
}
