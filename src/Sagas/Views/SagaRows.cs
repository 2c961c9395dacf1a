using System.Collections.Immutable;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Timelines;

namespace DurableSagas.Sagas.Views;

/// <summary>A saga's view, or what a change says of it: the saga's row, and those of its steps by their place.</summary>
public sealed record SagaRows(SagaHead? Head, ImmutableSortedDictionary<int, StepRow> Steps)
{
    public static SagaRows None { get; } = new(null, ImmutableSortedDictionary<int, StepRow>.Empty);

    internal bool IsStuck => Head is { Status: SagaStatus.Stuck };

    /// <summary>Stuck at what it does itself, not because a saga below it is.</summary>
    internal bool IsStuckItself => IsStuck && Head is { OwnStatus: null };

    /// <summary>What is told of a saga, and of steps, at one moment.</summary>
    public static SagaRows Of(SagaHead head, params IEnumerable<StepTimeline> steps) =>
        new(head, steps.ToImmutableSortedDictionary(step => step.Ordinal, step => new StepRow(head.Sequence, step)));

    /// <summary>The same, with the attempt that has just ended in the row of its step.</summary>
    internal SagaRows With(int ordinal, StepTry ended) => this with { Steps = Steps.SetItem(ordinal, Steps[ordinal] with { Tries = [ended] }) };

    public static SagaRows Of(SagaTimeline timeline) =>
        Of(HeadOf(timeline) with { StepNames = [.. timeline.Steps.Select(step => step.Name)] }, timeline.Steps);

    /// <summary>What a timeline of a few steps tells.</summary>
    internal static SagaRows OfSome(SagaTimeline timeline) => Of(HeadOf(timeline), timeline.Steps);

    /// <summary>All that the view tells; null when nobody has told it of the saga.</summary>
    public SagaTimeline? ToTimeline() => Head is not { } head ? null : new()
    {
        Saga = head.Saga,
        ParentId = head.ParentId,
        Status = head.Status,
        Sequence = head.Sequence,
        StartedAt = head.StartedAt,
        At = head.UpdatedAt,
        Outcome = head.Outcome,
        Error = head.Error,
        Rewinds = head.Rewinds,
        Steps = [.. Steps.Values.Select(row => row.Step)],
    };

    private static SagaHead HeadOf(SagaTimeline timeline) => new()
    {
        Saga = timeline.Saga,
        ParentId = timeline.ParentId,
        StartedAt = timeline.StartedAt,
        Status = timeline.Status,
        Error = timeline.Error,
        Sequence = timeline.Sequence,
        UpdatedAt = timeline.At,
        Outcome = timeline.Outcome,
        Step = timeline.Outcome?.Step,
        Rewinds = timeline.Rewinds,
    };
}
