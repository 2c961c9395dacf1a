using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Steps.Filters;

/// <summary>Which attempt a filter runs around.</summary>
/// <param name="Activity">The activity's function name: the step's action or its compensation.</param>
public sealed record StepAttempt(string InstanceId, string Step, string Activity, StepOperation Operation, int Attempt)
{
    /// <summary>What the saga was asked for; null when the filter is not told.</summary>
    public object? Request { get; init; }

    /// <summary>True when nothing of the saga has succeeded yet and a refusal ends it: it can be refused as if it had not begun.</summary>
    public bool CanRefuseAll { get; init; }
}
