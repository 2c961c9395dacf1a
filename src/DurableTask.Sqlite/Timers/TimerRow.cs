using DurableSagas.DurableTask.Sqlite.Instances;

namespace DurableSagas.DurableTask.Sqlite.Timers;

/// <summary>A durable timer that has not fired; ordered by when it is due.</summary>
internal readonly record struct TimerRow(DateTime Due, InstanceKey Instance, long Timer) : IComparable<TimerRow>
{
    /// <summary>The timer that starts an instance scheduled for later.</summary>
    public const long Start = -1;

    public bool IsOfOrchestrator => IsOrchestrators(Timer);

    public static bool operator <(TimerRow left, TimerRow right) => left.CompareTo(right) < 0;

    public static bool operator >(TimerRow left, TimerRow right) => left.CompareTo(right) > 0;

    public static bool operator <=(TimerRow left, TimerRow right) => left.CompareTo(right) <= 0;

    public static bool operator >=(TimerRow left, TimerRow right) => left.CompareTo(right) >= 0;

    /// <summary>The timer of a message that may not be taken up before it is due.</summary>
    public static TimerRow ForMessage(DateTime due, InstanceKey instance, long sequence) => new(due, instance, OfMessage(sequence));

    /// <summary>Set by the execution that is going on; the others belong to the instance.</summary>
    public static bool IsOrchestrators(long timer) => timer >= 0;

    public static long OfMessage(long sequence) => Start - sequence;

    public int CompareTo(TimerRow other) =>
        (Due, Instance.Key, Timer).CompareTo((other.Due, other.Instance.Key, other.Timer));
}
