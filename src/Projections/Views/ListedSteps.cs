using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Rows;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Views;

namespace DurableSagas.Projections.Views;

/// <summary>At which steps this process has told the lists that sagas are: of one that stays, and not of each that is passed.</summary>
internal sealed class ListedSteps(TimeProvider time)
{
    private const int MostRemembered = 1_000;

    // Short sagas pay nothing, and long ones seldom.
    private static readonly TimeSpan _passing = TimeSpan.FromSeconds(5);

    private readonly Remembered<Told> _told = new(MostRemembered);

    /// <summary>What the lists are to be told; null when they are to stay as they are.</summary>
    /// <param name="entry">The saga's row as it is now.</param>
    /// <param name="rows">With those of its steps that were written.</param>
    public IndexEntry? Next(IndexEntry entry, SagaRows rows, SagaWrite write)
    {
        if (!entry.Status.IsUnderWay())
        {
            _told.Forget(entry.Id);
            return write.ChangesLists ? entry : null;
        }

        var told = _told.TryTake(entry.Id, out var known) && !write.ChangesStatus ? known : null;
        var isOver = told?.Step is { } shown && rows.Steps.Values.Any(row => row.Step.Name == shown && !row.Step.Status.IsUnderWay());
        var next = entry with { Step = isOver || told?.Step is null ? LongUnderWay(entry, rows) : told.Step };
        if (write.ChangesLists || isOver || (next.Step != told?.Step && time.GetUtcNow() - (told?.At ?? entry.CreatedAt) >= _passing))
        {
            return next;
        }

        Keep(entry.Id, told);
        return null;
    }

    /// <summary>Remembers what the lists were told.</summary>
    public void Tell(IndexEntry entry) => Keep(entry.Id, entry.Status.IsUnderWay() ? new Told(entry.Step, time.GetUtcNow()) : null);

    private string? LongUnderWay(IndexEntry entry, SagaRows rows) => time.GetUtcNow() - entry.CreatedAt < _passing
        ? null
        : rows.Steps.Values.FirstOrDefault(row => row.Step.Status.IsUnderWay())?.Step.Name;

    private void Keep(string id, Told? told)
    {
        if (told is not null)
        {
            _told.Keep(id, told);
        }
    }

    private sealed record Told(string? Step, DateTimeOffset At);
}
