using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Views;

/// <summary>How views move on: rows and a change make rows. Every store of views, and whoever builds one anew, folds by it.</summary>
public static class SagaFold
{
    /// <summary>The rows after a change: each moves only to a higher sequence, and what has nothing to move is the same object as before.</summary>
    /// <param name="overSameSequence">Rows of the same sequence are written over, too: they may say something else than they should.</param>
    public static SagaRows Apply(SagaRows rows, SagaRows change, bool overSameSequence = false)
    {
        var overSame = overSameSequence || IsStuckAgain(rows, change);
        var steps = rows.Steps.SetItems(
            from step in change.Steps
            let known = rows.Steps.GetValueOrDefault(step.Key)
            let moved = IsBehind(known?.Sequence, step.Value.Sequence, overSame) ? Moved(known, step.Value, overSameSequence) : Redelivered(known!, step.Value)
            where !ReferenceEquals(moved, known)
            select KeyValuePair.Create(step.Key, moved));
        return change.Head is { } next && IsBehind(rows.Head?.Sequence, next.Sequence, overSame)
            ? new SagaRows(Moved(rows.Head, next), steps)
            : rows with { Steps = steps };
    }

    /// <summary>The rows after a word from outside the saga: its sequence stays, so that the saga's own next change moves it on.</summary>
    /// <param name="at">When it came to be so.</param>
    /// <param name="onlyIf">Where the saga must stand for it to hold.</param>
    public static SagaRows Mark(SagaRows rows, SagaStatus onlyIf, SagaStatus status, string? error, DateTimeOffset at) =>
        rows.Head is { } head && head.Status == onlyIf
            ? rows with { Head = head with { Status = status, OwnStatus = null, StuckAt = null, Error = error, Step = null, UpdatedAt = at } }
            : rows;

    private static bool IsBehind(long? known, long sequence, bool overSameSequence) =>
        known is not { } found || found < sequence || (overSameSequence && found == sequence);

    // The orchestrator asks again for what it asked for, under the same sequence; whoever tells that it failed once more has news all the same.
    private static bool IsStuckAgain(SagaRows rows, SagaRows change) =>
        change is { Head.IsRewound: true, IsStuckItself: true } && rows.IsStuckItself && rows.Head!.Sequence == change.Head.Sequence;

    private static StepRow Moved(StepRow? known, StepRow next, bool isRebuilt)
    {
        var tries = known?.Tries ?? [];
        return tries.Count == 0 ? next
            : next with { Tries = isRebuilt ? tries.Rebuilt(next.Tries) : next.Tries.Aggregate(tries, StepTries.With) };
    }

    // The row stays, as ever; but of what the last delivery gave its attempt would tell nothing any more.
    private static StepRow Redelivered(StepRow known, StepRow again) =>
        known.Sequence == again.Sequence && again.Tries.Aggregate(known.Tries, StepTries.Redelivered) is var tries && !tries.SequenceEqual(known.Tries)
            ? known with { Tries = tries }
            : known;

    // What was once told is not told again with every change.
    private static SagaHead Moved(SagaHead? known, SagaHead next) => next with
    {
        ParentId = next.ParentId ?? known?.ParentId,
        StartedAt = next.StartedAt ?? known?.StartedAt,
        Outcome = next.Outcome ?? known?.Outcome,
        StepNames = next.StepNames ?? known?.StepNames,
        Rewinds = Math.Max(next.Rewinds, known?.Rewinds ?? 0) + (next.IsRewound ? 1 : 0),
        IsRewound = false,
    };
}
