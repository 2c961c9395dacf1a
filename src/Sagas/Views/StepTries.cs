using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Views;

/// <summary>How the attempts that a step's row keeps move on: the last ten at each operation, oldest first.</summary>
internal static class StepTries
{
    public const int MostKept = 10;

    /// <summary>The attempts with those that a change tells.</summary>
    public static IReadOnlyList<StepTry> With(this IReadOnlyList<StepTry> known, IReadOnlyList<StepTry> told) =>
        told.Count == 0 ? known : told.Aggregate(known, With);

    private static StepTry[] With(IReadOnlyList<StepTry> known, StepTry next)
    {
        var place = known.Index().LastOrDefault(entry => IsSame(entry.Item, next), (Index: -1, Item: next)).Index;
        return place >= 0
            ? [.. known.Take(place), Again(known[place], next), .. known.Skip(place + 1)]
            : [.. known.Count(attempt => attempt.Operation == next.Operation) < MostKept ? known : WithoutOldest(known, next.Operation), next];
    }

    private static IEnumerable<StepTry> WithoutOldest(IReadOnlyList<StepTry> known, StepOperation operation)
    {
        var oldest = known.First(attempt => attempt.Operation == operation);
        return known.Where(attempt => !ReferenceEquals(attempt, oldest));
    }

    // A rewind makes another attempt of the same number, beside the one that left the saga stuck; else a number comes twice when it is told twice.
    private static bool IsSame(StepTry known, StepTry next) =>
        known.Operation == next.Operation && known.Number == next.Number && (!known.IsLast || known.StartedAt == next.StartedAt);

    private static StepTry Again(StepTry known, StepTry next) => known.Result == AttemptStatus.Pending && known.StartedAt != next.StartedAt
        ? next with { StartedAt = known.StartedAt, Pendings = known.Pendings + next.Pendings }
        : next;
}
