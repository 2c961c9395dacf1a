using DurableSagas.Projections;
using DurableSagas.Projections.Views;

namespace DurableSagas.SagaFunctions.Waiting;

/// <summary>A saga that callers wait for, and what is known of it since: what one of them is told, all are.</summary>
/// <remarks>Who calls it holds the lock of <see cref="WaitingCallers"/>.</remarks>
internal sealed class WaitedSaga(string id)
{
    private ViewMove? _told;

    public string Id { get; } = id;

    public HashSet<WaitingCaller> Callers { get; } = [];

    /// <summary>The read under way, if any: whoever asks meanwhile shares it.</summary>
    public Task<SagaLook?>? Reading { get; set; }

    public SagaLook? Last { get; private set; }

    /// <summary>Whether this process has written, since the last read began, what somebody waits for.</summary>
    public bool IsDue => _told is { } move && Callers.Any(caller => !caller.Answer.IsCompleted && caller.IsAnsweredBy(move.Status, move.Sequence));

    // Writers that come late tell late where the saga stood.
    public void Hear(ViewMove move) => _told = IsDue ? _told : move;

    public void Begin() => _told = null;

    public void End(SagaLook? look)
    {
        Reading = null;
        if (look is null)
        {
            return;
        }

        Last = look;
        foreach (var caller in Callers)
        {
            caller.Tell(look.View);
        }
    }
}
