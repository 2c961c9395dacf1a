using System.Collections.Immutable;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Views;

/// <summary>A saga's view, or what a change says of it: the saga's row, and those of its steps by their place.</summary>
public sealed record SagaRows(SagaHead? Head, ImmutableSortedDictionary<int, StepRow> Steps)
{
    public static SagaRows None { get; } = new(null, ImmutableSortedDictionary<int, StepRow>.Empty);

    public bool IsStuck => Head is { Status: SagaStatus.Stuck };

    public static SagaRows Of(StepChange change) => new(
        new SagaHead
        {
            Saga = new SagaIdentity(change.InstanceId, change.Saga, change.Protocol, change.Version),
            ParentId = change.ParentId,
            StartedAt = change.SagaStartedAt,
            Status = change.Status,
            Error = change.Error,
            Sequence = change.Sequence,
            UpdatedAt = change.At,
        },
        ImmutableSortedDictionary<int, StepRow>.Empty.Add(change.Step.Ordinal, new StepRow(change.Sequence, change.Step)));

    public static SagaRows Of(SagaTimeline timeline) => new(
        new SagaHead
        {
            Saga = new SagaIdentity(timeline.InstanceId, timeline.Name, timeline.Protocol, timeline.Version),
            ParentId = timeline.ParentId,
            StartedAt = timeline.StartedAt,
            Status = timeline.Status,
            Error = timeline.Error,
            Sequence = timeline.Sequence,
            UpdatedAt = timeline.At,
            Outcome = timeline.Outcome,
            StepNames = [.. timeline.Steps.Select(step => step.Name)],
        },
        timeline.Steps.ToImmutableSortedDictionary(step => step.Ordinal, step => new StepRow(timeline.Sequence, step)));
}
