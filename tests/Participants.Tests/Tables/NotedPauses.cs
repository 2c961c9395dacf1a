namespace DurableSagas.Participants.Tests.Tables;

/// <summary>Time in which every pause is over at once, and noted; or never is, when it stands still.</summary>
internal sealed class NotedPauses(bool standsStill = false) : TimeProvider
{
    public List<TimeSpan> Pauses { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Pauses.Add(dueTime);

        if (!standsStill)
        {
            callback(state);
        }

        return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
