using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Texts;

namespace DurableSagas.Sagas.Running;

/// <summary>Which steps' rows the orchestrator itself has changed since it last told of them: the next call takes them along.</summary>
/// <remarks>
/// Never of a step whose own call is under way: that call's row is of an earlier sequence, and would come too late. A call
/// takes a few rows with short errors, whatever there is: it is kept in the history. The last timeline tells everything.
/// </remarks>
internal sealed class DueRows
{
    public const int MostAtOnce = 10;
    public const int ErrorLength = 500;

    private readonly SortedSet<int> _due = [];
    private readonly SortedSet<int> _ever = [];

    public void Add(int ordinal)
    {
        _due.Add(ordinal);
        _ever.Add(ordinal);
    }

    /// <summary>A timeline tells all of them.</summary>
    public void Clear() => _due.Clear();

    /// <summary>For a sub-saga that is called: its first call takes them.</summary>
    /// <inheritdoc cref="Take(IReadOnlyList{StepTimeline}, int, bool)" path="/returns"/>
    public IReadOnlyList<StepTimeline>? Take(IReadOnlyList<StepTimeline> steps) => Take(steps, callOf: -1, isLastAttempt: false);

    /// <param name="callOf">The step whose call takes them; its own row is told by the call's result.</param>
    /// <param name="isLastAttempt">True when nobody could tell after it: what was told already is told again, for a view may have missed it.</param>
    /// <returns>Null when there are none.</returns>
    public IReadOnlyList<StepTimeline>? Take(IReadOnlyList<StepTimeline> steps, int callOf, bool isLastAttempt)
    {
        _due.Remove(callOf);
        int[] taken = [.. _due.Concat(isLastAttempt ? _ever.Except(_due) : []).Where(ordinal => ordinal != callOf).Take(MostAtOnce)];
        _due.ExceptWith(taken);
        return taken.Length == 0 ? null : [.. taken.Select(ordinal => steps[ordinal] with { Error = ShortText.Of(steps[ordinal].Error, ErrorLength) })];
    }
}
