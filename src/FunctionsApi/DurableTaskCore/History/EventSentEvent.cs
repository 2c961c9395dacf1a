#nullable disable // Not annotated upstream: what is absent is null.

using System.Runtime.Serialization;

namespace DurableTask.Core.History;

[DataContract]
public class EventSentEvent(int eventId) : HistoryEvent(eventId)
{
    public override EventType EventType => EventType.EventSent;

    [DataMember]
    public string InstanceId { get; set; }

    [DataMember]
    public string Name { get; set; }

    [DataMember]
    public string Input { get; set; }
}
