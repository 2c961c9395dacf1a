using DurableSagas.Sagas.Outcomes;

namespace DurableSagas.Sagas.Views;

/// <summary>How the attempts that a step's row keeps move on: the last ten at each operation, oldest first.</summary>
internal static class StepTries
{
    public const int MostKept = 10;

    /// <summary>With an attempt that came after them: asked again after "pending" it goes on with its number, made again by a rewind it is another one.</summary>
    public static IReadOnlyList<StepTry> With(this IReadOnlyList<StepTry> known, StepTry next)
    {
        // What left the saga stuck stays: another of its number is a rewind's.
        var place = LastOf(known, told => IsOfTheNumberOf(told, next) && !told.IsLast);
        return place < 0 ? Latest([.. known, next])
            : Replaced(known, place, known[place].Result == AttemptStatus.Pending ? GoneOn(known[place], known[place].Pendings, next) : next);
    }

    /// <summary>With an attempt that they have already, delivered once more after a crash.</summary>
    public static IReadOnlyList<StepTry> Redelivered(this IReadOnlyList<StepTry> known, StepTry again)
    {
        var place = LastOf(known, told => IsOfTheNumberOf(told, again));
        return place < 0 ? Latest([.. known, again])
            : Replaced(known, place, GoneOn(known[place], known[place].Pendings - (known[place].Result == AttemptStatus.Pending ? 1 : 0), again));
    }

    /// <summary>With all that one history has: it has lost what a rewind made again, and knows nothing of another run.</summary>
    public static IReadOnlyList<StepTry> Rebuilt(this IReadOnlyList<StepTry> known, IReadOnlyList<StepTry> history) => Latest(
    [
        .. known.Where(old => !history.Any(told => IsOfTheNumberOf(told, old) && (!old.IsLast || (told.IsLast && told.FinishedAt == old.FinishedAt))))
            .Concat(history)
            .OrderBy(told => told.FinishedAt),
    ]);

    private static int LastOf(IReadOnlyList<StepTry> known, Predicate<StepTry> wanted) => Array.FindLastIndex([.. known], wanted);

    private static bool IsOfTheNumberOf(StepTry one, StepTry other) => one.Operation == other.Operation && one.Number == other.Number;

    private static StepTry GoneOn(StepTry known, int pendings, StepTry next) => next with
    {
        StartedAt = pendings > 0 ? known.StartedAt : next.StartedAt,
        Pendings = pendings + next.Pendings,
    };

    private static StepTry[] Replaced(IReadOnlyList<StepTry> known, int place, StepTry by) => [.. known.Take(place), by, .. known.Skip(place + 1)];

    private static StepTry[] Latest(IReadOnlyList<StepTry> tries) =>
        [.. tries.Where((ended, place) => tries.Skip(place + 1).Count(later => later.Operation == ended.Operation) < MostKept)];
}
