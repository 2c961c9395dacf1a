using System.Runtime.Serialization;

namespace DurableTask.Core.History;

[DataContract]
public class TimerFiredEvent(int eventId, DateTime fireAt) : HistoryEvent(eventId)
{
    public TimerFiredEvent(int eventId)
        : this(eventId, default)
    {
    }

    public override EventType EventType => EventType.TimerFired;

    [DataMember]
    public int TimerId { get; set; }

    [DataMember]
    public DateTime FireAt { get; set; } = fireAt;
}
