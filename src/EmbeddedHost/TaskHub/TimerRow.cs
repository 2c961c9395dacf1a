namespace DurableSagas.EmbeddedHost.TaskHub;

/// <summary>A durable timer that has not fired; ordered by when it is due.</summary>
internal readonly record struct TimerRow(DateTime Due, InstanceKey Instance, int Timer) : IComparable<TimerRow>
{
    /// <summary>The timer that starts an instance scheduled for later.</summary>
    public const int Start = -1;

    public static bool operator <(TimerRow left, TimerRow right) => left.CompareTo(right) < 0;

    public static bool operator >(TimerRow left, TimerRow right) => left.CompareTo(right) > 0;

    public static bool operator <=(TimerRow left, TimerRow right) => left.CompareTo(right) <= 0;

    public static bool operator >=(TimerRow left, TimerRow right) => left.CompareTo(right) >= 0;

    public int CompareTo(TimerRow other) =>
        (Due, Instance.Key, Timer).CompareTo((other.Due, other.Instance.Key, other.Timer));
}
