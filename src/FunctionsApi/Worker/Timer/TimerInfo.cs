namespace Microsoft.Azure.Functions.Worker;

/// <summary>One tick of a timer trigger.</summary>
public class TimerInfo
{
    public ScheduleStatus? ScheduleStatus { get; set; }

    public bool IsPastDue { get; set; }
}
