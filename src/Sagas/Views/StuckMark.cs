using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Views;

/// <summary>What every saga above a stuck one shows: that it is stuck, and at what; or that it no longer is.</summary>
/// <param name="SagaId">The saga that is to show it.</param>
/// <param name="Step">The step that the saga below is.</param>
/// <param name="Error">Null when the saga below is stuck no more.</param>
/// <param name="At">When the saga below came to be so.</param>
/// <param name="OwnStatus">Where the saga itself stands, when that is known better than its view may tell yet.</param>
/// <param name="StuckAt">The attempt at which the saga below is stuck, if one has told.</param>
/// <param name="IsRewound">True when the saga below was seen to have been rewound, and so the one above it.</param>
public sealed record StuckMark(
    string SagaId, string Step, string? Error, DateTimeOffset? At, SagaStatus? OwnStatus = null, bool IsRewound = false, StuckPlace? StuckAt = null)
{
    /// <summary>What a change of a saga means for the one above it; null when nothing, or there is none.</summary>
    public static StuckMark? Of(SagaRows before, SagaRows after, SagaRows change)
    {
        if (after.Head is not { ParentId: { } parent } head)
        {
            return null;
        }

        var isRewound = change is { Head.IsRewound: true } && !ReferenceEquals(before.Head, after.Head);
        // A run that undoes a sub-saga does not know when that began: the saga above is undoing it.
        var step = SubSagaId.Parts(head.Saga.Id).Name;
        return after.IsStuck ? new(
                parent,
                step,
                $"{head.Saga.Name}: {head.Error}",
                head.UpdatedAt,
                change.Head is { StartedAt: null } ? SagaStatus.Compensating : null,
                isRewound,
                head.StuckAt)
            : before.IsStuck ? new(parent, step, Error: null, head.UpdatedAt, OwnStatus: null, isRewound)
            : null;
    }

    /// <summary>The rows with the mark: a saga that has ended keeps its end, unless it is being undone.</summary>
    public SagaRows On(SagaRows rows) => rows.Head switch
    {
        { Status: SagaStatus.Stuck, OwnStatus: { } own } head when Error is null =>
            rows with { Head = Marked(head, own, ownStatus: null) with { Rewinds = RewindsOf(head) } },
        { Status: SagaStatus.Stuck, OwnStatus: { } own } head => rows with { Head = Marked(head, SagaStatus.Stuck, own) with { Rewinds = RewindsOf(head) } },
        { } head when Error is not null && StandingOf(head) is { } standing => rows with { Head = Marked(head, SagaStatus.Stuck, standing) },
        _ => rows,
    };

    /// <summary>The mark for the saga above the one that has just been marked; null when there is none.</summary>
    /// <param name="rows">Of the saga that was marked.</param>
    public StuckMark? Above(SagaRows rows)
    {
        var (parent, name) = rows.Head is { } head ? (head.ParentId, head.Saga.Name) : SubSagaId.Parts(SagaId);
        return parent is null
            ? null
            : new(parent, SubSagaId.Parts(SagaId).Name, Error is null ? null : $"{name}: {Error}", At, OwnStatus: null, IsRewound, StuckAt);
    }

    private SagaHead Marked(SagaHead head, SagaStatus status, SagaStatus? ownStatus) => head with
    {
        Status = status,
        OwnStatus = ownStatus,
        StuckAt = Error is null ? null : StuckAt,
        Step = Error is null ? null : Step,
        Error = Error,
        UpdatedAt = At,
    };

    private int RewindsOf(SagaHead head) => head.Rewinds + (IsRewound ? 1 : 0);

    // Null when nothing below it can be under way.
    private SagaStatus? StandingOf(SagaHead head) => head.Status.IsUnderWay() ? OwnStatus ?? head.Status
        : head is { Status: SagaStatus.Completed, ParentId: not null } ? SagaStatus.Compensating
        : null;
}
