using System.Runtime.Serialization;

namespace DurableTask.Core.History;

[DataContract]
public class TimerCreatedEvent(int eventId, DateTime fireAt) : HistoryEvent(eventId)
{
    public TimerCreatedEvent(int eventId)
        : this(eventId, default)
    {
    }

    public override EventType EventType => EventType.TimerCreated;

    [DataMember]
    public DateTime FireAt { get; set; } = fireAt;
}
