using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Views;

/// <summary>A step's row in a view, and the sequence at which it was written.</summary>
public sealed record StepRow(long Sequence, StepTimeline Step)
{
    /// <summary>Its last attempts, ten an operation, oldest first; in a change only those that it tells of.</summary>
    public IReadOnlyList<StepTry> Tries { get; init; } = [];
}
